export { createRedactor, type LogParts, type RedactionPolicy, type Redactor } from './redactor.ts';
export type { RedactionRule } from './rule.ts';
export { rules } from './rules.generated.ts';
