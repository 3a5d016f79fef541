/**
 * What `binnacle/redaction` is in a browser: everything but the reading of statements of databases, because no
 * browser runs any; there `sql()` removes the whole statement. test/core/redaction/browser.test.ts holds its size.
 */

import { obfuscateGraphql as cleanGraphql } from '../database/obfuscate-graphql.ts';
import type { SqlSummary, SummariseOptions } from '../database/summarise-sql.ts';
import { cleanArguments, cleanCommandLine } from './command-line.ts';
import { createHash } from './create-hash.ts';
import { compileRule } from './custom/compile-rule.ts';
import { REDACTED } from './mark.ts';
import type { RedactionPolicy } from './policy.ts';
import { createRedactor as createBareRedactor, type Redactor } from './redactor.ts';

export type { SqlSummary, SummariseOptions } from '../database/summarise-sql.ts';
export { PatternError } from './custom/parse-pattern.ts';
export type { CustomRule, KeyLists, PresetId, RedactionAction, RedactionPolicy } from './policy.ts';
export type { LogParts, Redactor, StatementContext } from './redactor.ts';
export type { RedactionRule } from './rule.ts';
export { rules } from './rules.generated.ts';

/** Nothing is said of a statement that is not read. */
export const summariseSql = (_statement: string, _options?: SummariseOptions): SqlSummary => ({
  operation: undefined,
  collection: undefined,
  summary: undefined,
});

const removeStatement = (statement: string): string => (statement === '' ? '' : REDACTED);

/** As in Node; a statement of a database goes as a whole. */
export const createRedactor = (policy: RedactionPolicy = {}): Redactor =>
  createBareRedactor(policy, {
    cleanGraphql,
    commands: { cleanArguments, cleanCommandLine },
    compileRule,
    createHash,
    obfuscateStatement: removeStatement,
  });
