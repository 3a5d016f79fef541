import { totalMillisOf } from './groups.ts';
import type { Finding, Operation } from './operation.ts';
import { isBatched, isBounded, isRead } from './statement-kind.ts';
import { LARGE_RESULT_ROWS } from './worth-a-look.ts';

/** A read without a LIMIT whose answer is as large as the table has become. */
export const findMissingLimit = (group: readonly Operation[]): Finding | undefined => {
  const [first] = group;
  if (!first || !isRead(first.statement) || isBatched(first.statement) || isBounded(first.statement))
    return undefined;
  const large = group.filter(({ rows = 0, hasFailed }) => rows >= LARGE_RESULT_ROWS && !hasFailed);
  const [operation] = large.toSorted((a, b) => (b.rows ?? 0) - (a.rows ?? 0));
  return (
    operation && { kind: 'missing_limit', operation, count: large.length, totalMillis: totalMillisOf(large) }
  );
};
