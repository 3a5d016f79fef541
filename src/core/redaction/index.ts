export type { RedactionAction, RedactionPolicy } from './policy.ts';
export { createRedactor, type LogParts, type Redactor } from './redactor.ts';
export type { RedactionRule } from './rule.ts';
export { rules } from './rules.generated.ts';
