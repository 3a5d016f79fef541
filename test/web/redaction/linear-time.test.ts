// Regular expressions cannot be asked how much they looked at, so this counts processor time, of this thread alone: other
// programs add nothing. What grows with the square of the length is far over the bound at this length.
import { expect, test } from '@jest/globals';
import { compactRedactor } from '../../../src/web/redaction/redactor.ts';
import { hostileTexts } from '../../core/redaction/hostile-texts.ts';

const LENGTH = 30_000;

/** A tenth of it is usual; the square takes several times as long. */
const MAX_MILLIS = 150;

/** A slow one is tried again: code is compiled and memory collected in the first. */
const TRIES = 3;

const repeated = (part: string): string => part.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH);

const millisOf = (run: () => void): number => {
  const start = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1_000;
};

/** What these patterns begin with, beside what the engine's rules go by. */
const OWN = [
  '?',
  'sk-',
  'sk-a',
  '?a',
  '&;',
  '#a=',
  '?a=?',
  '%253F',
  '%25',
  '25',
  '://a:',
  '@b.',
  'token+',
  'password="',
  "token:'",
];

// A URL is searched as a text too.
test('a URL takes no more than its length says, whatever is repeated', () => {
  const texts = [
    ...OWN.map((piece) => `/a?b=${piece.repeat(LENGTH / piece.length)}`),
    ...[...OWN, ...hostileTexts()].map(repeated),
  ];
  const slow = texts.flatMap((text) => {
    let millis = Number.POSITIVE_INFINITY;
    for (let i = 0; i < TRIES && millis > MAX_MILLIS; i++) millis = millisOf(() => compactRedactor.url(text));
    return millis > MAX_MILLIS ? [{ start: text.slice(0, 60), millis }] : [];
  });
  expect(slow).toEqual([]);
}, 120_000);
