import { gapsOf, medianOf, overlapOf, totalMillisOf } from './groups.ts';
import type { Finding, Operation } from './operation.ts';
import { isRead, whatIsAsked } from './statement-kind.ts';
import { LEAST_TOTAL_MILLIS } from './worth-a-look.ts';

const FEWEST = 5;
const POLLING_GAP_MILLIS = 100;
const MAX_OVERLAP = 0.3;

/** Those that ask for what was asked for most often, as far as that is known. */
const mostAlike = (group: readonly Operation[]): readonly Operation[] => {
  const byAsked = new Map<string, Operation[]>();
  for (const operation of group) {
    const asked = operation.hasFailed ? undefined : whatIsAsked(operation);
    if (asked === undefined) continue;
    const alike = byAsked.get(asked);
    if (alike) alike.push(operation);
    else byAsked.set(asked, [operation]);
  }
  let most: readonly Operation[] = [];
  for (const alike of byAsked.values()) if (alike.length > most.length) most = alike;
  return most;
};

/** The very same read, values and all, again and again in one request: its answer could be kept. */
export const findRepeatedQuery = (group: readonly Operation[]): Finding | undefined => {
  if (group.length < FEWEST || !isRead(group[0]?.statement ?? '')) return undefined;
  const same = mostAlike(group);
  const [first] = same;
  const totalMillis = totalMillisOf(same);
  if (!first || same.length < FEWEST || totalMillis < LEAST_TOTAL_MILLIS) return undefined;
  if (overlapOf(same) > MAX_OVERLAP || medianOf(gapsOf(same)) >= POLLING_GAP_MILLIS) return undefined;
  return { kind: 'repeated_query', operation: first, count: same.length, totalMillis };
};
