import { onceForStatement } from './once-for-statement.ts';
import { DEFINITIONS, readDefinition } from './sql/definition.ts';
import { dialectOf } from './sql/dialects.ts';
import { kindAt, type PartReader, readName, readNames, skipTableWord } from './sql/part-reader.ts';
import { type StatementPart, statementParts } from './sql/parts.ts';

/** What a statement does, in few words and without a value. */
export interface SqlSummary {
  /** The first operation as it is written, and of a definition what it defines: `db.operation.name`. */
  readonly operation: string | undefined;
  /** The table as it is written, where there is exactly one: `db.collection.name`. */
  readonly collection: string | undefined;
  /** Operations and tables in their order: `db.query.summary`. */
  readonly summary: string | undefined;
}

export interface SummariseOptions {
  /** `db.system.name` */
  readonly system?: string | undefined;
}

/** Longest summary, in characters; also a longest name, because a name is whole or not there. */
const MAX_SUMMARY = 255;
const MAX_TABLES = 10;

/** With which a statement may begin. Any other word is perhaps part of a text that is no statement. */
const STATEMENTS = new Set(
  (
    'SELECT INSERT UPDATE DELETE MERGE REPLACE UPSERT WITH VALUES TABLE CREATE ALTER DROP UNDROP TRUNCATE RENAME ' +
    'COMMENT CALL EXEC EXECUTE DO BEGIN START COMMIT ROLLBACK ABORT END SAVEPOINT RELEASE SET RESET SHOW USE EXPLAIN ' +
    'DESCRIBE DESC ANALYZE ANALYSE VACUUM OPTIMIZE REINDEX REFRESH CLUSTER CHECKPOINT GRANT REVOKE DENY COPY LOAD ' +
    'UNLOAD PUT GET LIST REMOVE LOCK UNLOCK PRAGMA ATTACH DETACH DECLARE OPEN FETCH MOVE CLOSE PREPARE DEALLOCATE ' +
    'LISTEN UNLISTEN NOTIFY DISCARD KILL FLUSH HANDLER XA IF WHILE PRINT RETURN BULK BACKUP RESTORE DBCC WAITFOR ' +
    'APPLY MATCH'
  ).split(' '),
);
const OPERATIONS = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE']);
/** An operation's name after one of these is part of a clause: `FOR UPDATE`, `ON DELETE`, `DO UPDATE`, `KEY UPDATE`, `THEN INSERT`. */
const CLAUSES = new Set(['FOR', 'ON', 'DO', 'KEY', 'THEN', 'NO', 'AFTER', 'BEFORE', 'OR', 'OF']);
const BEFORE_TABLE = new Set(['FROM', 'JOIN', 'INTO', 'TABLE', 'UPDATE', 'VIEW', 'TRUNCATE']);
const CALLS = new Set(['CALL', 'EXEC', 'EXECUTE']);
/** A query after one of these is part of the one before. */
const COMBINATIONS = new Set(['UNION', 'INTERSECT', 'EXCEPT', 'MINUS']);
const COMBINATION_WORDS = new Set(['ALL', 'DISTINCT', '(']);

interface Reading extends PartReader {
  /** The words of the summary. */
  readonly words: string[];
  readonly tables: Set<string>;
  /** Names that `WITH` gives to queries. */
  readonly withNames: Set<string>;
  /** By bracket: whether a query has begun in it. `FROM` in any other is an argument: `EXTRACT(YEAR FROM day)`. */
  readonly queries: boolean[];
  operation: string | undefined;
}

const plain = (name: string): string => name.replaceAll(/["`[\]]/g, '').toUpperCase();

const isCombined = (reading: Reading, at: number): boolean => {
  let before = at - 1;
  while (COMBINATION_WORDS.has(kindAt(reading, before))) before--;
  return COMBINATIONS.has(kindAt(reading, before));
};

const begin = (reading: Reading, name: string, at: number): void => {
  reading.queries[reading.queries.length - 1] = true;
  reading.operation ??= name;
  if (!isCombined(reading, at)) reading.words.push(name);
};

const addTables = (reading: Reading, kind: string): void => {
  if (kind !== 'FROM' && kind !== 'JOIN') skipTableWord(reading);
  for (const table of readNames(reading)) {
    const isFunction = kindAt(reading, reading.at) === '(' && (kind === 'FROM' || kind === 'JOIN');
    if (isFunction || reading.withNames.has(plain(table)) || reading.tables.size >= MAX_TABLES) continue;
    reading.tables.add(table);
    reading.words.push(table);
  }
};

/** One part that is not the first of its statement. */
const readPart = (reading: Reading, { kind, name }: StatementPart, isWith: boolean): void => {
  const previous = kindAt(reading, reading.at - 2);
  if (kind === '(') reading.queries.push(false);
  else if (kind === ')' && reading.queries.length > 1) reading.queries.pop();
  if (!name) return;
  if (isWith && kindAt(reading, reading.at) === 'AS' && kindAt(reading, reading.at + 1) === '(') {
    reading.withNames.add(plain(name));
    return;
  }
  if (OPERATIONS.has(kind) && !CLAUSES.has(previous) && previous !== '.') {
    begin(reading, name, reading.at - 1);
    if (kind !== 'UPDATE') return;
  }
  const isTable = reading.queries.at(-1) && previous !== 'DISTINCT' && !CLAUSES.has(previous);
  if (BEFORE_TABLE.has(kind) && isTable) addTables(reading, kind);
};

/** `CALL move_money`, `EXEC @code = dbo.report`. */
const readCall = (reading: Reading): void => {
  while (kindAt(reading, reading.at) === '?' || kindAt(reading, reading.at) === '=') reading.at++;
  const called = kindAt(reading, reading.at) === 'IMMEDIATE' ? undefined : readName(reading);
  if (called) reading.words.push(called);
};

const NOTHING: SqlSummary = { operation: undefined, collection: undefined, summary: undefined };

const read = (parts: readonly StatementPart[]): SqlSummary => {
  // `{? = call f(1)}`, `(SELECT 1)`
  const first = parts.findIndex(({ name }) => name);
  const { kind = '', name } = parts[first] ?? {};
  if (!name || !STATEMENTS.has(kind)) return NOTHING;
  const isWith = kind === 'WITH';
  const reading: Reading = {
    parts,
    at: first,
    words: isWith ? [] : [name],
    tables: new Set(),
    withNames: new Set(),
    queries: [...Array.from({ length: first }, () => false), true],
    operation: isWith ? undefined : name,
  };
  if (DEFINITIONS.has(kind)) {
    const { operation, targets, isCollection } = readDefinition(reading);
    const collection = isCollection && targets.length === 1 ? targets[0] : undefined;
    return { operation, collection, summary: shorten([operation, ...targets]) };
  }
  reading.at++;
  if (CALLS.has(kind)) {
    readCall(reading);
    return { operation: name, collection: undefined, summary: shorten(reading.words) };
  }
  if (BEFORE_TABLE.has(kind) || kind === 'COPY') addTables(reading, kind);
  // `COPY users FROM stdin` names no second table.
  if (kind === 'COPY' && reading.tables.size > 0) reading.at = parts.length;
  while (reading.at < parts.length) readPart(reading, parts[reading.at++] as StatementPart, isWith);
  const { operation, tables, words } = reading;
  return { operation, collection: tables.size === 1 ? [...tables][0] : undefined, summary: shorten(words) };
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

const summariseOnce = onceForStatement((text, system) => read(statementParts(text, dialectOf(system))));

/**
 * Says what a statement does, from its words alone; it is no parser, and reads each character once. Nothing throws; what
 * is no statement has no summary.
 * https://opentelemetry.io/docs/specs/semconv/db/database-spans/#generating-a-summary-of-the-query
 */
export const summariseSql = (text: string, { system }: SummariseOptions = {}): SqlSummary =>
  summariseOnce(text, system);
