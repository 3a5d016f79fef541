import { applyPattern, collectorPatterns } from '../../../../src/collector/generate/patterns.ts';
import { createRedactor } from '../../../../src/core/redaction/index.ts';
import { ruleFacts } from '../../../../src/core/redaction/rule-facts.generated.ts';

export { attributeVectors } from './attributes.ts';
export { bodyVectors } from './bodies.ts';
export { STATEMENT_IN_PAGE, statementRecords, statementVectors } from './statements.ts';

export interface TextVector {
  readonly rule: string;
  readonly input: string;
  readonly expected: string;
  readonly inCollector: string;
}

const redactor = createRedactor();

/** What the rules say of themselves: what is made of what they find; and what they do not find, though others may. */
export const textVectors: readonly TextVector[] = Object.entries(ruleFacts).flatMap(
  ([rule, { vectors, ignores }]) => [
    ...vectors.map(([input, expected, inCollector = expected]) => ({ rule, input, expected, inCollector })),
    ...ignores.map((input) => ({
      rule,
      input,
      expected: redactor.text(input),
      inCollector: collectorPatterns().reduce(applyPattern, input),
    })),
  ],
);
