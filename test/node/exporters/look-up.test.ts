import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import type { lookup } from 'node:dns';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { hurry } from '../../../src/node/exporters/hurry.ts';
import { createLookUp, type NameServices } from '../../../src/node/exporters/look-up.ts';

let server: Socket;
let queries: string[];
/** RCODE of each answer; undefined gives none. */
let answer: number | undefined;

/** The name in a query: https://www.rfc-editor.org/rfc/rfc1035#section-4.1 */
const nameIn = (query: Buffer): string => {
  const labels: string[] = [];
  for (let at = 12, length = query[at] ?? 0; length > 0; at += length + 1, length = query[at] ?? 0)
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
  return labels.join('.');
};

beforeEach(async () => {
  queries = [];
  server = createSocket('udp4').on('message', (query: Buffer, from: RemoteInfo) => {
    queries.push(nameIn(query));
    if (answer === undefined) return;
    const reply = Buffer.from(query);
    reply.writeUInt16BE(0x8180 | answer, 2);
    server.send(reply, from.port, from.address);
  });
  await once(server.bind(0, '127.0.0.1'), 'listening');
});
afterEach(async () => {
  hurry(0);
  server.close();
  await once(server, 'close');
});

const FILES: Readonly<Record<string, string>> = {
  '/etc/hosts': '10.0.0.7 known.test',
  '/etc/resolv.conf': 'search shop.svc',
};

const look = (hostname: string, servers = [`127.0.0.1:${server.address().port}`], timeoutMillis = 100) => {
  const asked: string[] = [];
  const system = (name: string, _options: object, done: (error: null, address: string) => void): void => {
    asked.push(name);
    done(null, '10.0.0.9');
  };
  const services: NameServices = {
    lookup: system as unknown as typeof lookup,
    servers,
    timeoutMillis,
    readFile: (path) => FILES[path] ?? '',
  };
  return new Promise<{ error: NodeJS.ErrnoException | null; address: unknown; asked: string[] }>((resolve) =>
    createLookUp(services)(hostname, {}, (error, address) => resolve({ error, address, asked })),
  );
};

const FOUND = { error: null, address: '10.0.0.9' };
const NO_ERROR = 0;
const SERVER_FAILURE = 2;
const NO_SUCH_NAME = 3;
const REFUSED = 5;

test.each([NO_ERROR, SERVER_FAILURE, NO_SUCH_NAME, REFUSED])(
  'a name server that answers, whatever it says (RCODE %d), is enough to ask the system',
  async (code) => {
    answer = code;
    expect(await look('collector')).toEqual({ ...FOUND, asked: ['collector'] });
    expect(queries).toContain('collector.shop.svc');
  },
);

test.each(['localhost', 'a.localhost', 'KNOWN.test'])('%s asks no name server', async (name) => {
  answer = undefined;
  expect(await look(name)).toEqual({ ...FOUND, asked: [name] });
  expect(queries).toEqual([]);
});

test('no name server that listens is an answer as well', async () => {
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  server = createSocket('udp4');
  await once(server.bind(0, '127.0.0.1'), 'listening');
  expect(await look('collector', [`127.0.0.1:${port}`])).toMatchObject(FOUND);
});

const SILENT = { error: { code: 'ETIMEOUT', syscall: 'getaddrinfo', hostname: 'collector' }, asked: [] };

test('where no name server answers in time the system is not asked', async () => {
  answer = undefined;
  expect(await look('collector')).toMatchObject(SILENT);
});

test('the end of the program takes the question back', async () => {
  answer = undefined;
  // The wait keeps no program, so the test has to.
  const keep = setInterval(() => {}, 10);
  const looked = look('collector', undefined, 60_000);
  await once(server, 'message');
  hurry(50);
  expect(await looked).toMatchObject(SILENT);
  clearInterval(keep);
});
