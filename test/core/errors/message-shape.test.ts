import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getSystemErrorMap } from 'node:util';
import { expect, test } from '@jest/globals';
import { shapeOfMessage } from '../../../src/core/errors/message-shape.ts';
import { isRandomWord } from '../../../src/core/errors/random-word.ts';
import { createRandom, pick } from '../random.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';

/** What real packages say when they throw. */
const MESSAGE = /new \w*(?:Error|Exception)\w*\(\s*(["'`])((?:(?!\1)[^\\\n$]){8,200})\1/g;
const PACKAGES = [
  'pg',
  'pg-protocol',
  'mysql2',
  'mongodb',
  'undici',
  'fastify',
  'express',
  'kafkajs',
  'mongoose',
];

const messagesOf = (name: string): readonly string[] => {
  const folder = fileURLToPath(new URL(`../../../node_modules/${name}`, import.meta.url));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.c?js$/.test(file) && !/\bnode_modules\b/.test(file))
    .flatMap((file) => [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(MESSAGE)])
    .map(([, , message = '']) => message);
};

test('real messages stay as different as they are', () => {
  const messages = [...new Set(PACKAGES.flatMap(messagesOf))];
  expect(messages.length).toBeGreaterThan(500);
  const words = new Set(messages.flatMap((message) => message.match(/[a-z]+/gi) ?? []));
  expect([...words].filter(isRandomWord)).toEqual([]);
  const system = [...getSystemErrorMap().values()].flat().filter((text) => !/\d/.test(text));
  expect(new Set(system.map(shapeOfMessage)).size).toBe(new Set(system).size);
});

test.each([
  ['small letters', LOWER, 7, 0.7],
  ['small letters', LOWER, 10, 0.85],
  ['small letters', LOWER, 16, 0.96],
  ['letters of both cases', LOWER + LOWER.toUpperCase(), 8, 0.88],
  ['letters of both cases', LOWER + LOWER.toUpperCase(), 21, 0.99],
])('ids of %s (%#): %s, %i of them', (_what, alphabet, length, least) => {
  const random = createRandom(length);
  const ids = Array.from({ length: 2_000 }, () =>
    Array.from({ length }, () => pick([...alphabet], random)).join(''),
  );
  expect(ids.filter(isRandomWord).length / ids.length).toBeGreaterThan(least);
});

test.each([
  ['user abcdefghij not found', 'user zyxkwvutqs not found'],
  ['bucket xkqzvbn', 'bucket qwrtzpl'],
  ['no such key: KxQvTwzbRmLp', 'no such key: ab12cd34'],
  ['charge ch_qzxvkwjq was refused', 'charge ch_QjJwXkvZq was refused'],
  ['session=alice is over', 'session=bob is over'],
  ['no row with user_id=alice', 'no row with user_id=bob'],
  ['Request failed with status code 502', 'Request failed with status code 503'],
  ['HTTP 404 from 10.0.0.1', 'HTTP 404 from 10.0.0.2'],
  ['status: 404', 'status=404'],
  ['took 404 ms', 'took 200 ms'],
  ['HTTP/1.1 200', 'HTTP/1.1 404'],
])('%s and %s are one', (one, other) => {
  expect(shapeOfMessage(other)).toBe(shapeOfMessage(one));
});

test.each([
  ['user account not found', 'user session not found'],
  ['exporter otlphttp failed', 'exporter otlpgrpc failed'],
  ['webhook refused', 'graphql refused'],
  ['getcwd failed', 'setpgid failed'],
  ['state=open', 'state=failed'],
  ['Request failed with status code 404', 'Request failed with status code 401'],
  ['Request failed with status code 404', 'Request failed with status code 500'],
  ['HTTP 429', 'HTTP 404'],
  ['code=ENOTFOUND', 'code=ECONNREFUSED'],
  ['XMLHttpRequest failed', 'PostgreSQL failed'],
  ['Rechtschreibung', 'Schnittstelle'],
  ['key is missing', 'key is expired'],
  ['Schlüssel fehlt', 'Gerätschaft fehlt'],
])('%s and %s are two', (one, other) => {
  expect(shapeOfMessage(other)).not.toBe(shapeOfMessage(one));
});

test.each(['x', 'qz', '.', '-', 'é', 'xkqzvbn '])('a megabyte of %p takes no time', (part) => {
  const started = performance.now();
  shapeOfMessage(part.repeat(1_000_000 / part.length));
  expect(performance.now() - started).toBeLessThan(100);
});
