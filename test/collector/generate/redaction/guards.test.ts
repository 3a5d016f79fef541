import { describe, expect, test } from '@jest/globals';
import { partsNeeded } from '../../../../src/collector/generate/redaction/anchors.ts';
import { grouped, matchLengths, neededTexts } from '../../../../src/collector/generate/redaction/guards.ts';
import { guardOf } from '../../../../src/collector/generate/redaction/rule-guards.ts';
import { ruleFacts } from '../../../../src/core/redaction/rule-facts.generated.ts';
import { createRandom } from '../../../core/random.ts';
import { samplesOf } from '../../../core/redaction/samples.ts';

test.each([
  ['abc', ['abc']],
  ['Abc|xyz', ['abc', 'xyz']],
  ['[A-Z]{4}-(?:key|pass)[a-z]{0,9}', ['-key', '-pass']],
  ['[A-Za-z]{1,9}@[a-z]{2}', ['@']],
  ['(?:@|%40)x', ['%40x', '@x']],
  ['gh[pousr]_[a-z]{36}', []],
  ['ab?cd', ['abcd', 'acd']],
  ['api[_-]?key=', ['api-key=', 'api_key=', 'apikey=']],
  [String.raw`(?<keep>\bssn: )\d{9}`, ['ssn: ']],
  [String.raw`\d{3}-\d{2}-\d{4}`, []],
  ['ab', []],
  ['(?:abc)?x{1,2}', []],
  // JSON writes these in another way.
  ['"ab', []],
  ['<abc>', ['abc']],
  ['abc\\\\def', ['abc']],
])('matches of %j contain one of %j', (pattern, texts) => {
  expect(neededTexts(pattern)).toEqual(texts);
});

test.each([
  [String.raw`(?<keep>^|[^\w])\d{3}-\d{2}-\d{4}\b`, ['-[0-9][0-9]-[0-9]{4}']],
  ['(?:[0-9a-f]{2}:){3}[0-9A-F]{2}', [':[0-9a-f][0-9a-f]:[0-9a-f][0-9a-f]:[0-9a-f][0-9a-f]']],
  [String.raw`[A-Z]{6}\d{4}[A-Z]`, ['[0-9][0-9]{3}[a-z]']],
  [String.raw`[A-Z]{6}\d{2}[A-Z]`, []],
  ['(?:ab|cd)[0-9]{4}|xyz_[0-9]', ['ab[0-9]{4}', 'cd[0-9]{4}', 'xyz_[0-9]']],
  // A line break is two characters in JSON, and this could be anything.
  [String.raw`[a-z]\s[a-z]`, []],
  ['[0-9]', []],
])('matches of %s contain a part of %j', (pattern, parts) => {
  expect(partsNeeded(pattern).map(({ source }) => source)).toEqual(parts);
});

test('texts that begin alike are searched for at once', () => {
  expect(grouped(['glpat-', 'ghp_', 'gldt-', 'a.b'])).toEqual(['a\\.b', 'ghp_', 'gldt-|glpat-']);
});

test('what many texts have in common takes their place', () => {
  expect(neededTexts('(?:a|b|c|d|e|f|g|h|i)key')).toEqual(['key']);
});

describe.each(Object.entries(ruleFacts))('the patterns of %s', (_id, { collector }) => {
  const random = createRandom(5);
  test.each(collector.patterns)('%s', (pattern) => {
    const texts = neededTexts(pattern);
    const samples = samplesOf({ ...collector, pattern }, 300, random);
    const lost = samples.filter(
      (sample) => texts.length > 0 && !texts.some((text) => sample.toLowerCase().includes(text)),
    );
    expect(lost).toEqual([]);
    // What the Collector asks before it looks: the record as JSON, in lower case.
    const { run, searches } = guardOf({ id: '', pattern, ignoreCase: false, action: 'mask' });
    const isAsked = (sample: string): boolean => {
      const text = JSON.stringify([sample]).toLowerCase();
      const holds = (each: string): boolean => new RegExp(each).test(text);
      return (!run || holds(run.pattern)) && (searches.length === 0 || searches.some(holds));
    };
    expect(samples.filter((sample) => !isAsked(sample))).toEqual([]);
    expect(Math.min(...samples.map(({ length }) => length))).toBeGreaterThanOrEqual(matchLengths(pattern)[0]);
  });
});
