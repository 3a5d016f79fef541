import { gapsOf, medianOf, overlapOf, totalMillisOf } from './groups.ts';
import type { Finding, Operation } from './operation.ts';
import { hasPlaceholders, isRead } from './statement-kind.ts';
import { LEAST_TOTAL_MILLIS } from './worth-a-look.ts';

const FEWEST = 5;
const POLLING_GAP_MILLIS = 100;
const MAX_OVERLAP = 0.3;

/**
 * The very same read, literals and all, again and again in one request: its answer could be kept. Only where the text
 * shows that it is the same, which it does not where values are given beside it.
 */
export const findRepeatedQuery = (group: readonly Operation[]): Finding | undefined => {
  const [first] = group;
  if (!first || first.given === undefined || !isRead(first.statement) || hasPlaceholders(first.given))
    return undefined;
  const same = group.filter(({ given, hasFailed }) => given === first.given && !hasFailed);
  const totalMillis = totalMillisOf(same);
  if (same.length < FEWEST || totalMillis < LEAST_TOTAL_MILLIS) return undefined;
  if (overlapOf(same) > MAX_OVERLAP || medianOf(gapsOf(same)) >= POLLING_GAP_MILLIS) return undefined;
  return { kind: 'repeated_query', operation: first, count: same.length, totalMillis };
};
