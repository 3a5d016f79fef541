import type { AttributeKind } from './attribute-kind.ts';
import { REMOVED } from './decided-value.ts';
import { isMark } from './is-mark.ts';
import type { KeyDecision } from './key-decision.ts';
import { createKeyMemory } from './key-memory.ts';
import type { RedactionAction } from './policy.ts';
import { type ActiveRule, createTextRedactor, REDACTED } from './text.ts';
import { createParameterNames, type ParameterAction, redactQuery, redactUrl } from './url.ts';
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

/** What reads texts of a kind; without it the rules alone search them. */
export interface Readers {
  /** A statement of a database without literals. */
  readonly obfuscateStatement?: (statement: string, system: string | undefined) => string;
  /** Attributes without what is searched for in a URL of a database. */
  readonly obfuscateSearchUrls?: <T extends object>(attributes: T) => T;
  readonly cleanGraphql?: (document: string) => string;
  readonly commands?: {
    readonly cleanCommandLine: (line: string) => string;
    readonly cleanArguments: (items: readonly unknown[]) => readonly unknown[];
  };
}

/** All that a redactor is made of, so that a bundle has only what it needs. */
export interface RedactorCore {
  /** The rules with what is done to what they find, where it is known whose addresses stand there. */
  readonly active: (whose?: 'own' | 'caller') => readonly ActiveRule[];
  readonly decide: KeyDecision;
  /** What becomes of a value because of its key. */
  readonly decided: (action: RedactionAction, value: unknown) => unknown;
  readonly kindOf: (key: string) => AttributeKind;
  readonly parameterAction: ParameterAction;
  readonly readers: Readers;
}

type PlainRecord = Readonly<Record<string, unknown>>;

/** How often what rules made of a statement is read as one again. */
const MAX_PASSES = 3;

const NO_RECORD: PlainRecord = {};

const same = <T>(value: T): T => value;

const systemOf = (record: PlainRecord): string | undefined => {
  const system = record['db.system.name'] ?? record['db.system'];
  return typeof system === 'string' ? system : undefined;
};

export const createRedactorCore = (core: RedactorCore): Redactor => {
  const { active, decide, decided, kindOf } = core;
  const { cleanGraphql = same, commands, obfuscateStatement = same } = core.readers;
  const { cleanArguments = same, cleanCommandLine = same } = commands ?? {};
  const text = createTextRedactor(active());
  const card = createTextRedactor(active().filter(({ rule }) => rule.id === 'payment-card'));
  const keys = createKeyMemory({ decide, kindOf, text });
  const names = createParameterNames(core.parameterAction);
  const url = (value: string): string => redactUrl(value, text, names);
  const statement = (value: string, system: string | undefined): string => {
    let clean = obfuscateStatement(value, system);
    for (let pass = 0; pass < MAX_PASSES; pass++) {
      const next = text(clean);
      if (next === clean) return clean;
      // A mark within a name may leave the rest of it a number.
      clean = obfuscateStatement(next, system);
    }
    return text(clean);
  };

  const cleaners: Readonly<Record<AttributeKind, (value: string, record: PlainRecord) => string>> = {
    text,
    url,
    query: (value) => redactQuery(value, text, names),
    statement: (value, record) => statement(value, systemOf(record)),
    parameter: (value) => (value === '' || isMark(value) ? value : REDACTED),
    graphql: (value) => text(cleanGraphql(value)),
    'command line': (value) => text(cleanCommandLine(value)),
    'own address': createTextRedactor(active('own')),
    'caller address': createTextRedactor(active('caller')),
  };
  const walker = createWalker({ keys, decided, cleaners, cleanArguments, card });
  const { obfuscateSearchUrls = same } = core.readers;
  const attributes = <T extends object>(record: T): T => {
    try {
      return walker.record(obfuscateSearchUrls(record));
    } catch {
      // Who cannot be asked for the system is asked for nothing else twice.
      return walker.record(record);
    }
  };

  /** JavaScript may pass anything: a list of cookies, a header that is not there. What is no text is cleaned as a value. */
  const ofText = (value: string, clean: (value: string) => string): string =>
    typeof value === 'string' ? clean(value) : (walker.value(value) as string);

  return {
    text: (value) => ofText(value, text),
    url: (value) => ofText(value, url),
    sql: (value, { system } = {}) => ofText(value, (given) => statement(given, system)),
    header: (name, value) => {
      const { action, kind } = keys.header(name);
      const clean = action
        ? decided(action, value)
        : ofText(value, (given) => cleaners[kind](given, NO_RECORD));
      return clean === REMOVED ? '' : (clean as string);
    },
    attributes,
    log: (record) => {
      if (!record) return record;
      const body = walker.value(record.body);
      const clean = record.attributes && attributes(record.attributes);
      return body === record.body && clean === record.attributes
        ? record
        : { ...record, body, attributes: clean };
    },
  };
};
