import { type SqlToken, sqlTokens } from './sql-tokens.ts';

/** What a statement does, in few words and without a value. */
export interface SqlSummary {
  /** First operation, in upper case: `db.operation.name`. */
  readonly operation: string | undefined;
  /** The table, where there is exactly one: `db.collection.name`. */
  readonly collection: string | undefined;
  /** Operations and tables in their order: `db.query.summary`. */
  readonly summary: string | undefined;
}

/**
 * Longest summary, in characters.
 * https://opentelemetry.io/docs/specs/semconv/db/database-spans/#generating-a-summary-of-the-query
 */
const MAX_SUMMARY = 255;
/** A statement that is longer has said what it does by then, in characters. */
const MAX_READ = 8_192;
const MAX_TABLES = 10;
const MAX_NAME = 100;

const OPERATIONS = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE']);
/** An operation's name after one of these is part of a clause: `FOR UPDATE`, `ON DELETE`, `DO UPDATE`, `KEY UPDATE`, `THEN INSERT`. */
const CLAUSES = new Set(['FOR', 'ON', 'DO', 'KEY', 'THEN', 'NO', 'AFTER', 'BEFORE', 'OR', 'OF']);
const BEFORE_TABLE = new Set(['FROM', 'JOIN', 'INTO', 'TABLE', 'UPDATE', 'VIEW']);
/** What may stand between these and the table. */
const FILLERS = new Set(['ONLY', 'LATERAL', 'IF', 'NOT', 'EXISTS', 'IGNORE', 'LOW_PRIORITY', 'DELAYED']);
const AFTER_TABLES = new Set(
  'AS WHERE SET VALUES ON USING GROUP ORDER LIMIT LEFT RIGHT INNER OUTER CROSS FULL NATURAL JOIN UNION RETURNING HAVING'.split(
    ' ',
  ),
);

interface Reader {
  readonly tokens: readonly SqlToken[];
  at: number;
}

/** `public.users` from where the reader stands, which then is behind it. */
const readName = (reader: Reader): string | undefined => {
  const parts: string[] = [];
  for (;;) {
    const name = reader.tokens[reader.at]?.name;
    if (!name) break;
    parts.push(name);
    reader.at++;
    if (reader.tokens[reader.at]?.kind !== '.') break;
    reader.at++;
  }
  const whole = parts.join('.');
  return whole.length === 0 || whole.length > MAX_NAME ? undefined : whole;
};

/** `a`, `a, b`, `a AS x, b y`: from where the reader stands. */
const readTables = (reader: Reader): readonly string[] => {
  const names: string[] = [];
  for (;;) {
    while (FILLERS.has(reader.tokens[reader.at]?.kind ?? '')) reader.at++;
    const name = readName(reader);
    if (!name) return names;
    names.push(name);
    let next = reader.at;
    if (reader.tokens[next]?.kind === 'AS') next++;
    const alias = reader.tokens[next];
    if (alias?.name && !AFTER_TABLES.has(alias.kind)) next++;
    if (reader.tokens[next]?.kind !== ',') return names;
    reader.at = next + 1;
  }
};

const operationOf = (first: SqlToken | undefined): string | undefined =>
  first?.name && /^[A-Z]{2,20}$/.test(first.kind) ? first.kind : undefined;

const read = (text: string): SqlSummary => {
  const tokens = [...sqlTokens(text.slice(0, MAX_READ))];
  const reader: Reader = { tokens, at: 0 };
  const words: string[] = [];
  const tables = new Set<string>();
  const withNames = new Set<string>();
  /** By bracket: whether a query has begun in it. `FROM` in any other is an argument: `EXTRACT(YEAR FROM day)`. */
  const queries = [true];
  let operation = operationOf(tokens.find(({ kind }) => kind !== '('));
  const isWith = operation === 'WITH';
  if (isWith) operation = undefined;
  else if (operation) words.push(operation);
  const isCall = operation === 'CALL' || operation === 'EXEC' || operation === 'EXECUTE';

  let isFirst = !isWith;
  while (reader.at < tokens.length) {
    const { kind, name } = tokens[reader.at] as SqlToken;
    const previous = tokens[reader.at - 1]?.kind ?? '';
    reader.at++;
    if (kind === '(') queries.push(false);
    else if (kind === ')' && queries.length > 1) queries.pop();
    if (!name) continue;
    if (isFirst) {
      isFirst = false;
      queries[queries.length - 1] = true;
      if (isCall) {
        const called = readName(reader);
        if (called) words.push(called);
        break;
      }
      if (kind !== 'UPDATE') continue;
    } else if (isWith && tokens[reader.at]?.kind === 'AS' && tokens[reader.at + 1]?.kind === '(') {
      withNames.add(name.toUpperCase());
      continue;
    } else if (OPERATIONS.has(kind) && !CLAUSES.has(previous) && previous !== '.') {
      queries[queries.length - 1] = true;
      operation ??= kind;
      words.push(kind);
      if (kind !== 'UPDATE') continue;
    }
    const isTable =
      BEFORE_TABLE.has(kind) && queries.at(-1) && previous !== 'DISTINCT' && !CLAUSES.has(previous);
    if (!isTable || tables.size >= MAX_TABLES) continue;
    for (const table of readTables(reader)) {
      const isFunction = tokens[reader.at]?.kind === '(' && (kind === 'FROM' || kind === 'JOIN');
      if (isFunction || withNames.has(table.toUpperCase())) continue;
      tables.add(table);
      words.push(table);
    }
  }
  return {
    operation,
    collection: tables.size === 1 ? [...tables][0] : undefined,
    summary: shorten(words),
  };
};

/** As many whole words as a summary may have. */
const shorten = (words: readonly string[]): string | undefined => {
  let summary = '';
  for (const word of words) {
    const longer = summary ? `${summary} ${word}` : word;
    if (longer.length > MAX_SUMMARY) break;
    summary = longer;
  }
  return summary || undefined;
};

/** Statements of programs are few, and each comes often. */
const MAX_KNOWN = 500;
/** Longer ones are rarely the same again, in characters. */
const MAX_KNOWN_LENGTH = 2_048;
const known = new Map<string, SqlSummary>();

/**
 * Says what a statement does, from its words alone; it is no parser, and reads each character once.
 * https://opentelemetry.io/docs/specs/semconv/db/database-spans/#generating-a-summary-of-the-query
 */
export const summariseSql = (text: string): SqlSummary => {
  const before = known.get(text);
  if (before) return before;
  const summary = read(text);
  if (text.length > MAX_KNOWN_LENGTH) return summary;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(text, summary);
  return summary;
};
