import { type Hash, isMark } from './actions.ts';
import { type AttributeKind, kindOf } from './attribute-kind.ts';
import { createDecided } from './decided-value.ts';
import { createKeyMemory, type KeyNode } from './key-memory.ts';
import { createParameterAction } from './parameter-action.ts';
import type { CustomRule, RedactionPolicy } from './policy.ts';
import { resolvePolicy } from './resolve-policy.ts';
import type { RedactionRule } from './rule.ts';
import { rules } from './rules.generated.ts';
import { createTextRedactor, REDACTED, type TextRedactor } from './text.ts';
import { createParameterNames, redactQuery, redactUrl } from './url.ts';
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

/** Parts that a bundle may do without; a text that one of them would read is searched by the rules alone. */
export interface RedactorParts {
  /** The hashes of a key; without it what is to be hashed is masked. */
  readonly createHash?: (key: string) => Hash;
  readonly commands?: {
    readonly cleanCommandLine: (line: string) => string;
    readonly cleanArguments: (items: readonly unknown[]) => readonly unknown[];
  };
  readonly cleanGraphql?: (document: string) => string;
  /** A statement of a database without literals. */
  readonly obfuscateStatement?: (statement: string, system: string | undefined) => string;
  /** Makes a rule of a pattern of the policy; throws where it is not one. */
  readonly compileRule?: (rule: CustomRule) => RedactionRule;
}

const same = <T>(value: T): T => value;

export const createRedactor = (policy: RedactionPolicy = {}, parts: RedactorParts = {}): Redactor => {
  const { cleanGraphql = same, commands, compileRule, createHash, obfuscateStatement = same } = parts;
  const { cleanArguments = same, cleanCommandLine = same } = commands ?? {};
  const hash = policy.hashKey ? createHash?.(policy.hashKey) : undefined;
  const resolved = resolvePolicy(policy, hash);
  const all = compileRule ? [...rules, ...(policy.custom ?? []).map(compileRule)] : rules;
  const search = (whose?: 'own' | 'caller'): TextRedactor => createTextRedactor(resolved.active(all, whose));

  const text = search();
  const ownAddress = search('own');
  const callerAddress = search('caller');
  const card = createTextRedactor(resolved.active(all.filter(({ id }) => id === 'payment-card')));
  const keys = createKeyMemory({ decide: resolved.decide, kindOf, text });
  const decided = createDecided(hash);
  const names = createParameterNames(createParameterAction(resolved.decide, decided));
  const url = (value: string): string => redactUrl(value, text, names);

  const statement = (value: string, system: string | undefined): string =>
    text(obfuscateStatement(value, system));

  const systemOf = (record: Readonly<Record<string, unknown>>): string | undefined => {
    const system = record['db.system.name'] ?? record['db.system'];
    return typeof system === 'string' ? system : undefined;
  };

  const CLEANERS: Readonly<
    Record<AttributeKind, (value: string, record: Readonly<Record<string, unknown>>) => string>
  > = {
    text,
    url,
    query: (value) => redactQuery(value, text, names),
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
