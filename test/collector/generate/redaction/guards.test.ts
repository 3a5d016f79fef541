import { describe, expect, test } from '@jest/globals';
import { matchLengths, neededTexts } from '../../../../src/collector/generate/redaction/guards.ts';
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
    expect(Math.min(...samples.map(({ length }) => length))).toBeGreaterThanOrEqual(matchLengths(pattern)[0]);
  });
});
