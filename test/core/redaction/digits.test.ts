import { beforeEach, expect, test } from '@jest/globals';
import { forgetDigits, MAX_DIGITS, readDigits } from '../../../src/core/redaction/digits.ts';
import { countingText } from './counting-text.ts';

beforeEach(forgetDigits);

const reading = (text: string, at = 0) => {
  const { first, count, values, positions, separators } = readDigits(text, at);
  const part = (list: Uint8Array | Int32Array) => [...list.slice(first, first + count)];
  return {
    values: part(values).join(''),
    positions: part(positions),
    separators: part(separators).map((each) => each.toString(16)),
  };
};

test.each([
  ['12', '12', ['0', '0']],
  ['1-2.3/4 5', '12345', ['0', '2d', '2e', '2f', '20']],
  ['1) 2', '12', ['0', '2920']],
  ['1 - 2', '12', ['0', '202d20']],
  ['1 -- 2', '1', ['0']],
  ['1\u00a02\u20113\u20134', '1234', ['0', '20', '2d', '2d']],
  ['1,2', '1', ['0']],
  ['1٣', '1', ['0']],
  ['x1', '', []],
  [' 1', '', []],
  ['', '', []],
])('reads the digits of %j', (text, values, separators) => {
  expect(reading(text)).toMatchObject({ values, separators });
});

test('begins at any place of a run, forwards and backwards', () => {
  const text = 'on 12-34 56.78';
  for (const at of [3, 9, 4, 13, 12, 6, 3])
    expect(reading(text, at).values).toBe(text.slice(at).replaceAll(/\D/g, ''));
  expect(reading(text, 6).positions).toEqual([6, 7, 9, 10, 12, 13]);
});

test('tells texts apart that have digits at the same places', () => {
  expect(reading('12').values).toBe('12');
  expect(reading('34').values).toBe('34');
  expect(reading('xy').values).toBe('');
});

test('reads long runs at every place of them', () => {
  const text = Array.from({ length: 1_000 }, (_, i) => (i * 7) % 10).join('');
  for (let at = 0; at < text.length; at++)
    expect(reading(text, at).values).toBe(text.slice(at, at + MAX_DIGITS));
});

test.each(['1', '12 ', '1-', '1 ( '])('looks at each unit about once in repetitions of %j', (piece) => {
  const { text, looks } = countingText(piece.repeat(5_000));
  const { length } = text;
  for (let at = 0; at < length; at++) {
    if (piece.charCodeAt(at % piece.length) !== 49) continue;
    readDigits(text, at);
    readDigits(text, at);
  }
  expect(looks() / length).toBeLessThan(2);
});
