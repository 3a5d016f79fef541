import type { Operation } from './operation.ts';

/** Reads of rows, where a batch could read them at once. */
const READ =
  /^\s*(?:select|with|values|table|find|findone|aggregate|get|mget|hget|hgetall|hmget|execute|match)\b/i;

/** A statement that begins like a read, and writes, or takes the next piece of work out of a queue. */
const WRITES_IN_CTE =
  /^\s*with\b[\s\S]*\b(?:insert\s+into|delete\s+from|merge\s+into|update\s+[\w."`[\]]{1,128}\s+(?:as\s+\w+\s+)?set)\b/i;
const CLAIMS = /\bskip\s+locked\b|\breadpast\b/i;

/** What asks for no data of the application. */
const HOUSEKEEPING =
  /^\s*(?:begin|start transaction|commit|rollback|savepoint|release|set|show|use|ping|deallocate|discard|listen|unlisten|notify|explain|hello|ismaster|endsessions|select\s+(?:1|\?|version\(\)|now\(\)|(?:pg_\w+|nextval|currval|lastval|setval|set_config|current_setting|last_insert_id|get_lock|release_lock|is_free_lock|found_rows|row_count|sleep|uuid|gen_random_uuid)\s*\(.*|@@\w+)\s*;?\s*$)/i;

/** A value that is given beside the statement, as the drivers write it, and as it is without its number. */
const VALUE = String.raw`(?:\?|[$:@][\w?])`;

/** Asks for many at once already: a list, an array, a set of rows, a document of them. */
const BATCHED = new RegExp(
  [
    String.raw`\bin\s*\(\s*\(?\s*(?:${VALUE}|select\b|values\b)`,
    String.raw`=\s*any\s*\(`,
    String.raw`\b(?:unnest|openjson|json_table|json_each|json_tree|string_split|jsonb?_(?:array_elements|array_elements_text|to_recordset|populate_recordset|each))\s*\(\s*(?:cast\s*\(\s*)?(?:${VALUE}|array\b)`,
    String.raw`\bfind_in_set\s*\([^(),]{1,128},\s*${VALUE}`,
    String.raw`\b(?:join|from)\s*\(\s*values\b`,
    // The same condition once more: keys of several columns, which no list of all dialects can have.
    String.raw`(\([^()]{3,256}\))\s*or\s*\1`,
    String.raw`\$in\b|\bmget\b`,
  ].join('|'),
  'i',
);

/** Part after part of one list, by how many come before it. */
const BY_OFFSET =
  /\boffset\b|\bfetch\s+(?:next|first)\b|\bskip\b|\bgetmore\b|\blimit\s+[\w$?:@]+\s*,|\brownum\b[^<>]*<=?[^>]*>/i;

/** Part after part of one list, after the last one that was seen: one value or several that are compared, in their order. */
const COMPARED = new RegExp(String.raw`[<>]=?\s*(?:\(\s*|token\s*\(\s*)?${VALUE}`, 'i');
const ORDERED = /\border\s+by\b/i;
const LIMITED = /\blimit\b/i;
const TOP = /^\s*select\s+(?:distinct\s+)?top\b/i;
const BY_TOKEN = new RegExp(String.raw`\btoken\s*\([^()]*\)\s*>=?\s*(?:token\s*\(\s*)?${VALUE}`, 'i');

/**
 * How Prisma asks for one row by its unique key: with an offset that is always 0. Its lists have an order, other
 * libraries' lists no `1=1`.
 */
const ONE_OF_PRISMA = /\band\s+[1?]\s*=\s*[1?]\s*\)\s*limit\s+\S+\s+offset\s+\S+\s*$/i;

/** One row is no part of a list: the price that holds now, the last message. */
const ONE_ROW =
  /\blimit\s+1\s*;?\s*$|^\s*select\s+top\s*\(?\s*1\b|\bfetch\s+(?:next|first)\s+1\s+rows?\s+only\b/i;

/** Has an end of its own: a limit, a key, a range, one row of an aggregate. */
const BOUNDED =
  /\blimit\b|\bfetch\s+(?:next|first)\b|\btop\s*\(?\s*[\d?$]|\bbetween\b|\brownum\b|^\s*select\s+(?:count|sum|min|max|avg)\s*\([^)]*\)\s+from\b(?![\s\S]*\bgroup\s+by\b)/i;

/** Longer statements are judged by their start, so that none takes long. */
const MAX_LENGTH = 2_048;
const startOf = (statement: string): string => statement.slice(0, MAX_LENGTH);

/** The rest behind the first match; undefined where there is none. */
const behind = (text: string | undefined, pattern: RegExp): string | undefined => {
  const match = text === undefined ? null : pattern.exec(text);
  return match ? text?.slice(match.index + match[0].length) : undefined;
};

/** The same of MongoDB: a range, in an order, up to a limit. */
const DOCUMENT_RANGE = /"\$[gl]te?"/;
const DOCUMENT_ORDER = /"sort"/;

const isByKey = (statement: string): boolean => {
  if (behind(behind(statement, DOCUMENT_RANGE), DOCUMENT_ORDER)?.includes('"limit"')) return true;
  const ordered = behind(behind(statement, COMPARED), ORDERED);
  if (ordered === undefined) return BY_TOKEN.test(statement);
  return LIMITED.test(ordered) || TOP.test(statement);
};

export const isRead = (statement: string): boolean => {
  const start = startOf(statement);
  return READ.test(start) && !isHousekeeping(start) && !WRITES_IN_CTE.test(start) && !CLAIMS.test(start);
};
export const isHousekeeping = (statement: string): boolean => HOUSEKEEPING.test(startOf(statement));
export const isBatched = (statement: string): boolean => BATCHED.test(startOf(statement));

/**
 * Whether it reads a part of a list, so that several of them read the whole.
 *
 * @param given the statement with its literals, where it is known: what has a limit of one row reads no part
 */
export const isPaged = (statement: string, given = ''): boolean => {
  const start = startOf(statement);
  if (ONE_OF_PRISMA.test(start) || ONE_ROW.test(startOf(given))) return false;
  return BY_OFFSET.test(start) || isByKey(start);
};

/** Whether the application's values stand elsewhere, so that equal texts may ask for different things. */
const hasPlaceholders = (given: string): boolean => /\?|\$\d|[:@]\w/.test(given);

/** Equal where the very same is asked for; undefined where nobody knows what that is. */
export const whatIsAsked = ({ given, values }: Pick<Operation, 'given' | 'values'>): string | undefined => {
  if (given === undefined) return undefined;
  if (values !== undefined) return `${values} ${given}`;
  return hasPlaceholders(given) ? undefined : given;
};
export const isBounded = (statement: string): boolean =>
  statement.length > MAX_LENGTH || BOUNDED.test(statement);
