import { dialectOf } from '../../database/sql/dialects.ts';
import { statementParts } from '../../database/sql/parts.ts';

/** Longer statements are not read to their end, so nobody knows what they do. */
const MAX_LENGTH = 8_000;

const READS = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE', '(']);

/** What writes, locks or calls something wherever it stands, as a word of its own. */
const WRITES = new Set(
  'INSERT UPDATE DELETE MERGE REPLACE UPSERT TRUNCATE CREATE ALTER DROP GRANT REVOKE CALL EXEC EXECUTE DO COPY LOCK INTO OUTFILE DUMPFILE SET HANDLER LOAD'.split(
    ' ',
  ),
);

/** A statement that can be explained, or why it cannot. */
export type Explainable =
  | {
      readonly parameters: number;
      readonly hasLiterals: boolean;
      /** Whether it may be run once more: a transaction that only reads does not keep all functions from doing things. */
      readonly mayRunAgain: boolean;
    }
  | { readonly refusal: string };

/**
 * Functions of PostgreSQL that wait, lock, end what others do, read files, ask other servers or run what a text says:
 * https://www.postgresql.org/docs/current/functions-admin.html
 */
const DOES_THINGS =
  /^"?(?:pg_\w+|dblink\w*|lo_\w+|set_config|setval|nextval|txid_current|query_to_xml\w*|table_to_xml\w*|cursor_to_xml\w*|database_to_xml\w*|schema_to_xml\w*)"?$/i;

/** The same of MySQL and MariaDB, which run a subquery without a table already to plan the rest. */
const DOES_THINGS_IN_MYSQL =
  /^`?(?:sleep|benchmark|load_file|get_lock|release_(?:lock|all_locks)|is_(?:free|used)_lock|(?:master|source)_(?:pos|gtid)_wait|wait_(?:for|until)_\w+|setval|nextval|lastval)`?$/i;

/** Comments that MySQL runs. */
const RUN_COMMENT = /\/\*M?!/;

const highestNumber = (statement: string): number =>
  [...statement.matchAll(/\$(\d{1,5})\b/g)].reduce((most, [, digits]) => Math.max(most, Number(digits)), 0);

const parametersOf = (statement: string, system: string): number =>
  system === 'postgresql' ? highestNumber(statement) : [...statement.matchAll(/\?/g)].length;

/**
 * Whether a statement is certainly one read and nothing else, so that its plan can be asked for. What is not certain is
 * refused: a word that may be a write and is the name of a column is too.
 */
export const explainable = (statement: string, system: string): Explainable => {
  if (statement.length > MAX_LENGTH) return { refusal: 'it is longer than what is read of a statement' };
  if (RUN_COMMENT.test(statement)) return { refusal: 'it has a comment that MySQL runs' };
  const parts = statementParts(statement, dialectOf(system));
  const kinds = parts.map(({ kind }) => kind);
  const [first = ''] = kinds;
  if (!READS.has(first)) return { refusal: 'only reads are explained' };
  const end = kinds.indexOf(';');
  if (end >= 0 && end < kinds.length - 1) return { refusal: 'it is more than one statement' };
  const write = kinds.find((kind) => WRITES.has(kind));
  if (write !== undefined) return { refusal: `it has ${write}, so it may write or lock` };
  if (!isWhole(statement, kinds)) return { refusal: 'it cannot be read to its end' };
  const calls = (functions: RegExp): string | undefined =>
    parts.find(({ name = '' }, index) => kinds[index + 1] === '(' && functions.test(name))?.name;
  const isNested = kinds.indexOf('SELECT') !== kinds.lastIndexOf('SELECT');
  const called = system === 'postgresql' || !isNested ? undefined : calls(DOES_THINGS_IN_MYSQL);
  if (called !== undefined) return { refusal: `it calls ${called}, which planning may run` };
  return {
    parameters: parametersOf(statement, system),
    hasLiterals: kinds.includes('?'),
    mayRunAgain: calls(DOES_THINGS) === undefined,
  };
};

/** Of one that is broken only a part is read: brackets stay open, or its last word is missing. */
const isWhole = (statement: string, kinds: readonly string[]): boolean => {
  const opened = kinds.filter((kind) => kind === '(').length;
  const closed = kinds.filter((kind) => kind === ')').length;
  if (opened !== closed) return false;
  const lastWord = /([A-Za-z_]\w*)[\s;]*$/.exec(statement)?.[1];
  return lastWord === undefined || kinds.slice(-2).includes(lastWord.toUpperCase());
};
