/**
 * What `binnacle/redaction` is in a browser: everything but the reading of SQL, because no browser runs any.
 * test/core/redaction/browser.test.ts holds its size.
 */
export type { RedactionAction, RedactionPolicy } from './policy.ts';
export { createRedactor, type LogParts, type Redactor } from './redactor.ts';
export type { RedactionRule } from './rule.ts';
export { rules } from './rules.generated.ts';
