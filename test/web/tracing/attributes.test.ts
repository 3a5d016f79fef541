import { expect, test } from '@jest/globals';
import { keyValues } from '../../../src/web/otlp/encode.ts';
import { createClean } from '../../../src/web/redaction/clean.ts';
import { attributesOf } from '../../../src/web/tracing/attributes.ts';

/** Of what is sent. */
const MOST_TEXT = 4_096;

const sent = (text: string): string => {
  const [first] = keyValues(attributesOf({ note: text }), createClean()) as [
    { value: { stringValue: string } },
  ];
  return first.value.stringValue;
};

const LONG = 'word '.repeat(20_000);

test.each([
  ['an e-mail address', 'jo.doe@example.com'],
  ['a card number', '4111 1111 1111 1111'],
  ['a key', 'AKIAIOSFODNN7EXAMPLE'],
  ['a password', 'password=hunter2hunter2'],
])('no part of %s is sent, wherever a long text is cut', (_, secret) => {
  const start = secret.includes('=') ? secret.indexOf('=') + 1 : 0;
  for (let before = MOST_TEXT - secret.length - 2; before <= MOST_TEXT; before++) {
    const text = sent(`${LONG.slice(0, before - 1)} ${secret} ${LONG}`);
    expect(text.length).toBeLessThanOrEqual(MOST_TEXT);
    // The words before it end with some of the letters that it begins with.
    expect({ before, isThere: text.slice(before - 1).includes(secret.slice(start, start + 4)) }).toEqual({
      before,
      isThere: false,
    });
  }
});

test('a text of any length takes a bounded time: what is far beyond what is sent is not read', () => {
  let read = 0;
  const [first] = keyValues(attributesOf({ note: LONG.repeat(100) }), (text, key) => {
    if (key) read += text.length;
    return text;
  });
  expect(first).toEqual({ key: 'note', value: { stringValue: LONG.slice(0, MOST_TEXT) } });
  expect(read).toBeLessThanOrEqual(16 * MOST_TEXT);
});

test('what cannot be written out is left out', () => {
  expect(
    attributesOf({ a: 1, b: Number.NaN, c: {}, d: ['x', 2] } as unknown as Parameters<
      typeof attributesOf
    >[0]),
  ).toEqual({ a: 1, d: ['x', 2] });
});
