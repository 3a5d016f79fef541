import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { rules } from '../../../src/core/redaction/index.ts';
import { createTextRedactor } from '../../../src/core/redaction/text.ts';
import { createRandom } from '../random.ts';
import { parsePattern } from './pattern.ts';
import { samplesOf } from './samples.ts';

const SAMPLES = 500;
const folder = join(import.meta.dirname, '../../../src/core/redaction/rules');

test('each file of the folder is a rule of that name', () => {
  const names = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  expect(rules.map(({ id }) => id)).toEqual(names.sort());
});

// One test file for every rule, present and future.
describe.each(rules)('$id', (rule) => {
  const alone = createTextRedactor([rule]);
  const pattern = new RegExp(rule.pattern, rule.ignoreCase ? 'i' : '');

  test.each(rule.matches)('finds something in %j', (text) => {
    expect(alone(text)).toContain(`[REDACTED:${rule.id}]`);
  });

  test.each(rule.matches)('leaves nothing to find in what is left of %j', (text) => {
    const once = alone(text);
    expect(alone(once)).toBe(once);
  });

  test.each(rule.ignores)('finds nothing in %j', (text) => {
    expect(alone(text)).toBe(text);
  });

  test('is in the subset that JavaScript and RE2 share, with bounded repetition', () => {
    expect(() => parsePattern(rule.pattern)).not.toThrow();
  });

  test('names a source and says what it finds', () => {
    expect(rule.source).toMatch(/^https:\/\//);
    expect(rule.summary).toMatch(/^\S.*[^.\s]$/);
  });

  test('has a hint in everything that it can match', () => {
    const samples = samplesOf(rule, SAMPLES, createRandom(1));
    const parts = [...samples, ...rule.matches].flatMap((text) => pattern.exec(text)?.[0] ?? []);
    expect(samples.length).toBeGreaterThan(SAMPLES / 4);
    expect(parts.filter((part) => !rule.hints.some((hint) => part.includes(hint)))).toEqual([]);
  });

  test('needs every hint that it names', () => {
    const samples = samplesOf(rule, 20 * SAMPLES, createRandom(2)).concat(rule.matches);
    const parts = samples.flatMap((text) => pattern.exec(text)?.[0] ?? []);
    expect(rule.hints.filter((hint) => !parts.some((part) => part.includes(hint)))).toEqual([]);
  });
});

describe('a pattern outside the subset is told', () => {
  test.each([
    ['a+', 'unbounded'],
    ['a*', 'unbounded'],
    ['a{3,}', 'unbounded'],
    ['a{1,3}?', 'lazy'],
    ['(?=a)b', 'look-around'],
    ['(?<!a)b', 'look-around'],
    [String.raw`(a)\1`, 'back-reference'],
    [String.raw`(?<x>a)\k<x>`, 'back-reference'],
    [String.raw`\p{L}`, 'subset'],
    ['(a', 'open group'],
  ])('%s', (pattern, message) => {
    expect(() => parsePattern(pattern)).toThrow(message);
  });
});
