import { describe, expect, test } from '@jest/globals';
import { applyPattern, collectorPatterns } from '../../src/collector/generate/patterns.ts';
import type { RuleFacts } from '../../src/core/redaction/rule.ts';
import { ruleFacts } from '../../src/core/redaction/rule-facts.generated.ts';

describe.each(['phone', 'ipv4', 'ipv6', 'private-ip', 'mac'])('the patterns of %s', (id) => {
  const { vectors, ignores, collector } = ruleFacts[id] as RuleFacts;

  test.each(vectors)('make of %j', (text, expected, inCollector = expected) => {
    expect(collectorPatterns().reduce(applyPattern, text)).toBe(inCollector);
  });

  // What the pattern takes though the rule does not is told in `remains`.
  test.each(ignores.filter((text) => !text.includes('version')))('find nothing in %j', (text) => {
    for (const pattern of collector.patterns)
      expect(applyPattern(text, { id, pattern, ignoreCase: collector.ignoreCase ?? false })).toBe(text);
  });
});
