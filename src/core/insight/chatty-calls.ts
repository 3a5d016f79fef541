import { isOneOfMany } from './call-kind.ts';
import { gapsOf, medianOf, overlapOf, totalMillisOf } from './groups.ts';
import type { Finding, Operation } from './operation.ts';

const FEWEST = 10;
const LEAST_TOTAL_MILLIS = 100;
const MAX_OVERLAP = 0.3;
/** A program that waits this long between two calls waits for something to happen. */
const POLLING_GAP_MILLIS = 100;

/**
 * Many calls of the same kind to the same service, one after the other: at least ten that take at least 100 ms
 * together. Not those that ask until something is there, try again after a fault, read or write
 * something long in parts, or talk to a model.
 *
 * @param group with the same method, host and path but for ids
 */
export const findChattyCalls = (group: readonly Operation[]): Finding | undefined => {
  const calls = group.filter(({ hasFailed, given = '' }) => !hasFailed && !isOneOfMany(given));
  const [first] = calls;
  const totalMillis = totalMillisOf(calls);
  if (!first || calls.length < FEWEST || totalMillis < LEAST_TOTAL_MILLIS) return undefined;
  if (overlapOf(calls) > MAX_OVERLAP || medianOf(gapsOf(calls)) >= POLLING_GAP_MILLIS) return undefined;
  return { kind: 'chatty_calls', operation: first, count: calls.length, totalMillis };
};
