/** Reads of rows, where a batch could read them at once. */
const READ =
  /^\s*(?:select|with|values|table|find|findone|aggregate|get|mget|hget|hgetall|hmget|execute|match)\b/i;

/** What asks for no data of the application. */
const HOUSEKEEPING =
  /^\s*(?:begin|start transaction|commit|rollback|savepoint|release|set|show|use|ping|deallocate|discard|listen|unlisten|notify|explain|hello|ismaster|endsessions|select\s+(?:1|\?|version\(\)|now\(\)|pg_\w+\(.*|nextval\(.*|last_insert_id\(\)|@@\w+)\s*;?\s*$)/i;

/** Asks for many at once already: a list, an array, a set of rows. */
const BATCHED = /\bin\s*\(\s*(?:\?|\$[\d?]|select\b|\?,)|=\s*any\s*\(|\bunnest\s*\(|\$in\b|\bmget\b/i;

/** Part after part of one list: by offset, or after the last one that was seen. */
const PAGED =
  /\boffset\b|\bfetch\s+(?:next|first)\b|\bskip\b|\bgetmore\b|[<>]=?\s*(?:\?|\$[\d?]+|:\w+|@\w+)[\s\S]*\border\s+by\b[\s\S]*\blimit\b/i;

/**
 * How Prisma asks for one row by its unique key: with an offset that is always 0. Its lists have an order, other
 * libraries' lists no `1=1`.
 */
const ONE_OF_PRISMA = /\band\s+[1?]\s*=\s*[1?]\s*\)\s*limit\s+\S+\s+offset\s+\S+\s*$/i;

/** Has an end of its own: a limit, a key, a range, one row of an aggregate. */
const BOUNDED =
  /\blimit\b|\bfetch\s+(?:next|first)\b|\btop\s*\(?\s*[\d?$]|\bbetween\b|\brownum\b|^\s*select\s+(?:count|sum|min|max|avg)\s*\([^)]*\)\s+from\b(?![\s\S]*\bgroup\s+by\b)/i;

/** Longer statements are judged by their start, so that none takes long. */
const MAX_LENGTH = 2_048;
const startOf = (statement: string): string => statement.slice(0, MAX_LENGTH);

export const isRead = (statement: string): boolean =>
  READ.test(startOf(statement)) && !isHousekeeping(statement);
export const isHousekeeping = (statement: string): boolean => HOUSEKEEPING.test(startOf(statement));
export const isBatched = (statement: string): boolean => BATCHED.test(startOf(statement));
export const isPaged = (statement: string): boolean =>
  PAGED.test(startOf(statement)) && !ONE_OF_PRISMA.test(startOf(statement));

/** Whether the application's values stand elsewhere, so that equal texts may ask for different things. */
export const hasPlaceholders = (given: string): boolean => /\?|\$\d|[:@]\w/.test(given);
export const isBounded = (statement: string): boolean =>
  statement.length > MAX_LENGTH || BOUNDED.test(statement);
