import { gapsOf, medianOf, overlapOf, totalMillisOf } from './groups.ts';
import type { Finding, Operation } from './operation.ts';
import { hasPlaceholders, isRead } from './statement-kind.ts';
import { LEAST_TOTAL_MILLIS } from './worth-a-look.ts';

const FEWEST = 5;
const POLLING_GAP_MILLIS = 100;
const MAX_OVERLAP = 0.3;

/** Those with the text that was asked most often; none where its values stand elsewhere. */
const mostAlike = (group: readonly Operation[]): readonly Operation[] => {
  const byText = new Map<string, Operation[]>();
  for (const operation of group) {
    const { given, hasFailed } = operation;
    if (given === undefined || hasFailed) continue;
    const alike = byText.get(given);
    if (alike) alike.push(operation);
    else byText.set(given, [operation]);
  }
  let most: readonly Operation[] = [];
  for (const alike of byText.values()) if (alike.length > most.length) most = alike;
  return most[0]?.given === undefined || hasPlaceholders(most[0].given) ? [] : most;
};

/**
 * The very same read, literals and all, again and again in one request: its answer could be kept. Only where the text
 * shows that it is the same, which it does not where values are given beside it.
 */
export const findRepeatedQuery = (group: readonly Operation[]): Finding | undefined => {
  if (group.length < FEWEST || !isRead(group[0]?.statement ?? '')) return undefined;
  const same = mostAlike(group);
  const [first] = same;
  const totalMillis = totalMillisOf(same);
  if (!first || same.length < FEWEST || totalMillis < LEAST_TOTAL_MILLIS) return undefined;
  if (overlapOf(same) > MAX_OVERLAP || medianOf(gapsOf(same)) >= POLLING_GAP_MILLIS) return undefined;
  return { kind: 'repeated_query', operation: first, count: same.length, totalMillis };
};
