import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createRedactor, rules } from '../../../src/core/redaction/index.ts';
import type { RuleFacts } from '../../../src/core/redaction/rule.ts';
import { ruleFacts } from '../../../src/core/redaction/rule-facts.generated.ts';
import { createTextRedactor, markOf, masked } from '../../../src/core/redaction/text.ts';
import { parsePattern } from './pattern.ts';

const folder = join(import.meta.dirname, '../../../src/core/redaction/rules');
const all = createRedactor();

test('each file of the folder is a rule of that name', () => {
  const names = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  expect(rules.map(({ id }) => id)).toEqual(names.sort());
});

// One test file for every rule, present and future.
describe.each(rules)('$id', (rule) => {
  const alone = createTextRedactor([masked(rule)]);
  const facts = ruleFacts[rule.id] as RuleFacts;

  test.each(facts.vectors)('makes of %j', (text, expected) => {
    expect(all.text(text)).toBe(expected);
  });

  test.each(facts.vectors)('finds something in %j by itself', (text) => {
    expect(alone(text)).toContain(markOf(rule));
  });

  test.each(facts.vectors)('leaves nothing to find in what is left of %j', (text) => {
    const once = alone(text);
    expect(alone(once)).toBe(once);
  });

  test.each(facts.ignores)('finds nothing in %j', (text) => {
    expect(alone(text)).toBe(text);
  });

  test('names its triggers once, in ASCII', () => {
    expect(rule.triggers).toMatch(/^[\0-\x7f]+$/);
    expect([...new Set(rule.triggers)].join('')).toBe(rule.triggers);
  });

  test('has prefixes for its triggers alone', () => {
    const { prefixes = [], triggers } = rule;
    expect(prefixes.filter((prefix) => !triggers.includes(prefix[0] as string))).toEqual([]);
    expect(prefixes.filter(({ length }) => length < 2 || length > 3)).toEqual([]);
  });

  test('has its Collector patterns in the subset that JavaScript and RE2 share', () => {
    for (const pattern of facts.collector.patterns) expect(() => parsePattern(pattern)).not.toThrow();
    if (facts.collector.patterns.length === 0) expect(facts.collector.remains).toBeDefined();
  });

  test('names its sources and says what it finds', () => {
    expect(facts.sources.length).toBeGreaterThan(0);
    for (const source of facts.sources) expect(source).toMatch(/^https:\/\//);
    expect(facts.summary).toMatch(/^\S.*[^.\s]$/);
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
