import { applyPattern } from '../../../../src/collector/generate/patterns.ts';
import type { CollectorRule } from '../../../../src/core/redaction/rule.ts';
import { ruleFacts } from '../../../../src/core/redaction/rule-facts.generated.ts';

export { attributeVectors } from './attributes.ts';
export { bodyVectors } from './bodies.ts';
export type { Vector } from './vector.ts';

export interface TextVector {
  readonly rule: string;
  readonly input: string;
  readonly expected: string;
  /** Two where the Collector may find what the rule does not, because the rule says that its pattern does. */
  readonly inCollector: readonly string[];
}

const applyPatterns = (id: string, { patterns, ignoreCase = false }: CollectorRule, text: string): string =>
  patterns.reduce((clean, pattern) => applyPattern(clean, { id, pattern, ignoreCase }), text);

/** What the rules say of themselves: what they find, and what they leave alone. */
export const textVectors: readonly TextVector[] = Object.entries(ruleFacts).flatMap(
  ([rule, { vectors, ignores, collector }]) => [
    ...vectors.map(([input, expected, inCollector = expected]) => ({
      rule,
      input,
      expected,
      inCollector: [inCollector],
    })),
    ...ignores.map((input) => ({
      rule,
      input,
      expected: input,
      inCollector: collector.remains ? [input, applyPatterns(rule, collector, input)] : [input],
    })),
  ],
);
