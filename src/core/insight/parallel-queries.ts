import { mostAtOnce, overlapOf } from './groups.ts';
import type { Finding, Operation } from './operation.ts';
import { isRead } from './statement-kind.ts';
import { LEAST_TOTAL_MILLIS } from './worth-a-look.ts';

/** More than any pool has by default: pg 10, mysql2 10, Prisma a few per core. */
const FEWEST = 20;
const LEAST_OVERLAP = 0.7;
/** Fewer at a time are what mends it. The smallest pool that a library has by default lets so many through: Sequelize. */
const LEAST_AT_ONCE = 5;

/**
 * A query for each item of a list, all at once: together they take every connection of the pool, and other requests
 * wait for them.
 */
export const findParallelQueries = (group: readonly Operation[]): Finding | undefined => {
  const [first] = group;
  if (!first || group.length < FEWEST || !isRead(first.statement)) return undefined;
  const totalMillis = Math.max(...group.map(({ endMillis }) => endMillis)) - first.startMillis;
  if (totalMillis < LEAST_TOTAL_MILLIS || overlapOf(group) < LEAST_OVERLAP) return undefined;
  if (mostAtOnce(group) < LEAST_AT_ONCE) return undefined;
  return { kind: 'parallel_queries', operation: first, count: group.length, totalMillis };
};
