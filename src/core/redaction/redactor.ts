import { isMark } from './actions.ts';
import { type AttributeKind, kindOf } from './attribute-kind.ts';
import { cleanArguments, cleanCommandLine } from './command-line.ts';
import { createDecided } from './decided-value.ts';
import { cleanGraphql } from './graphql-document.ts';
import { createKeyMemory, type KeyNode } from './key-memory.ts';
import type { CustomRule, RedactionPolicy } from './policy.ts';
import { resolvePolicy } from './resolve-policy.ts';
import type { RedactionRule } from './rule.ts';
import { rules } from './rules.generated.ts';
import { createTextRedactor, REDACTED, type TextRedactor } from './text.ts';
import { redactQuery, redactUrl } from './url.ts';
import { createWalker } from './walk.ts';

export interface LogParts {
  readonly body?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}

export interface StatementContext {
  /** As `db.system.name` has it. */
  readonly system?: string | undefined;
}

/**
 * Removes personal data and secrets. Pure and synchronous; nothing throws. Each method returns the very same
 * value where it finds nothing, so that a caller can compare and skip copies.
 */
export interface Redactor {
  /** Free text: a span name, a log body, an exception message. */
  text(value: string): string;
  /** A URL, or a path with a query. */
  url(value: string): string;
  /** A statement without the values in it. */
  sql(statement: string, context?: StatementContext): string;
  /** The value of an HTTP header. */
  header(name: string, value: string): string;
  attributes<T extends object>(record: T): T;
  log<T extends LogParts>(record: T): T;
}

/** Parts that a bundle may do without. */
export interface RedactorParts {
  /** A statement of a database without literals. */
  readonly obfuscateStatement?: (statement: string, system: string | undefined) => string;
  /** Makes a rule of a pattern of the policy; throws where it is not one. */
  readonly compileRule?: (rule: CustomRule) => RedactionRule;
}

/**
 * What is taken out brings what stood on both sides together, which may be something to find again. Two rounds are
 * the rule where something was found, one where nothing was.
 */
const MAX_ROUNDS = 4;

const untilStable = (redact: TextRedactor): TextRedactor => {
  return (value) => {
    let clean = redact(value);
    if (clean === value) return value;
    for (let round = 1; round < MAX_ROUNDS; round++) {
      const again = redact(clean);
      if (again === clean) break;
      clean = again;
    }
    return clean;
  };
};

export const createRedactor = (policy: RedactionPolicy = {}, parts: RedactorParts = {}): Redactor => {
  const resolved = resolvePolicy(policy);
  const { compileRule, obfuscateStatement } = parts;
  const all = compileRule ? [...rules, ...(policy.custom ?? []).map(compileRule)] : rules;
  const search = (whose?: 'own' | 'caller'): TextRedactor =>
    untilStable(createTextRedactor(resolved.active(all, whose)));

  const text = search();
  const ownAddress = search('own');
  const callerAddress = search('caller');
  const card = createTextRedactor(resolved.active(all.filter(({ id }) => id === 'payment-card')));
  const keys = createKeyMemory({ decide: resolved.decide, kindOf, text });
  const decided = createDecided(resolved.hash);
  const url = (value: string): string => redactUrl(value, text);

  const statement = (value: string, system: string | undefined): string =>
    text(obfuscateStatement ? obfuscateStatement(value, system) : value);

  const systemOf = (record: Readonly<Record<string, unknown>>): string | undefined => {
    const system = record['db.system.name'] ?? record['db.system'];
    return typeof system === 'string' ? system : undefined;
  };

  const CLEANERS: Readonly<
    Record<AttributeKind, (value: string, record: Readonly<Record<string, unknown>>) => string>
  > = {
    text,
    url,
    query: (value) => redactQuery(value, text),
    statement: (value, record) => statement(value, systemOf(record)),
    parameter: (value) => (value === '' || isMark(value) ? value : REDACTED),
    graphql: (value) => text(cleanGraphql(value)),
    'command line': (value) => text(cleanCommandLine(value)),
    'own address': ownAddress,
    'caller address': callerAddress,
  };
  const walker = createWalker({ keys, decided, cleaners: CLEANERS, cleanArguments, card });

  const attributes = <T extends object>(record: T): T => walker.record(record);

  return {
    text,
    url,
    sql: (value, { system } = {}) => statement(value, system),
    header: (name, value) => {
      const node: KeyNode = keys.header(name);
      const clean = node.action ? decided(node.action, value) : CLEANERS[node.kind](value, {});
      return typeof clean === 'string' ? clean : '';
    },
    attributes,
    log: (record) => {
      const body = walker.value(record.body);
      const clean = record.attributes && attributes(record.attributes);
      return body === record.body && clean === record.attributes
        ? record
        : { ...record, body, attributes: clean };
    },
  };
};
