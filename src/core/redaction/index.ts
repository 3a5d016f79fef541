import { obfuscateGraphql as cleanGraphql } from '../database/obfuscate-graphql.ts';
import { obfuscateSearchUrls } from '../database/obfuscate-search-url.ts';
import { obfuscateStatement } from '../database/obfuscate-statement.ts';
import { cleanArguments, cleanCommandLine } from './command-line.ts';
import { createHash } from './create-hash.ts';
import { compileRule } from './custom/compile-rule.ts';
import type { RedactionPolicy } from './policy.ts';
import { createRedactor as createBareRedactor, type Redactor } from './redactor.ts';

export { type SqlSummary, type SummariseOptions, summariseSql } from '../database/summarise-sql.ts';
export { PatternError } from './custom/parse-pattern.ts';
export type { CustomRule, KeyLists, PresetId, RedactionAction, RedactionPolicy } from './policy.ts';
export type { LogParts, Redactor, StatementContext } from './redactor.ts';
export type { RedactionRule } from './rule.ts';
export { rules } from './rules.generated.ts';

/**
 * With all that a policy can ask for. Throws TypeError where the policy has a name that none has, and PatternError where
 * a pattern of its own is not of the subset.
 */
export const createRedactor = (policy: RedactionPolicy = {}): Redactor =>
  createBareRedactor(policy, {
    cleanGraphql,
    commands: { cleanArguments, cleanCommandLine },
    compileRule,
    createHash,
    obfuscateStatement,
    obfuscateSearchUrls,
  });
