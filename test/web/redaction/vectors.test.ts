// The compact redaction with the vectors that the engine, the Collector and the engine in a browser have.
import { describe, expect, test } from '@jest/globals';
import { compactRedactor } from '../../../src/web/redaction/redactor.ts';
import { RULES } from '../../../src/web/redaction/rules.ts';
import { textVectors } from '../../core/redaction/vectors/index.ts';
import { leftToTheCollector } from './left-to-the-collector.ts';

const covered = new Set<string>(RULES.map(([id]) => id));
const vectors = textVectors.filter(({ rule }) => covered.has(rule));
const different = new Set(leftToTheCollector);

describe('what a rule of the browser finds it marks as the engine does', () => {
  test.each(vectors.filter(({ input }) => !different.has(input)))('$rule: $input', ({ input, expected }) => {
    expect(compactRedactor.text(input)).toBe(expected);
  });
});

test('the list of differences has nothing that is the same by now', () => {
  const same = vectors
    .filter(({ input }) => different.has(input))
    .filter(({ input, expected }) => compactRedactor.text(input) === expected)
    .map(({ input }) => input);
  expect(same).toEqual([]);
});

test('every difference is one of a vector', () => {
  const inputs = new Set(vectors.map(({ input }) => input));
  expect(leftToTheCollector.filter((input) => !inputs.has(input))).toEqual([]);
});
