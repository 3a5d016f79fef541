import type { Operation } from './operation.ts';
import { isHousekeeping } from './statement-kind.ts';

const siteOf = ({ site }: Operation): string => site?.place ?? '';

/**
 * Operations with the same statement, asked at the same place, in the order of their start.
 *
 * The span that each lies in is left out on purpose. A loop has one for all of its queries only where nothing traces the
 * items: Prisma makes one for each of its operations, and so does a resolver or a function of the application that is
 * monitored. By parent these loops would be groups of one query each, and a service would hide its N+1 by being traced
 * well. Names of parents would not do either: a span that is not sampled has none, and findings are exact without.
 */
export const groupsOf = (operations: readonly Operation[]): readonly (readonly Operation[])[] => {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    if (isHousekeeping(operation.statement)) continue;
    const key = `${operation.system}\n${siteOf(operation)}\n${operation.statement}`;
    const group = groups.get(key);
    if (group) group.push(operation);
    else groups.set(key, [operation]);
  }
  return [...groups.values()];
};

export const totalMillisOf = (operations: readonly Operation[]): number =>
  operations.reduce((total, { startMillis, endMillis }) => total + Math.max(0, endMillis - startMillis), 0);

/** The share of the operations that began before the one before them had ended. */
export const overlapOf = (operations: readonly Operation[]): number => {
  let overlapping = 0;
  let latestEnd = Number.NEGATIVE_INFINITY;
  for (const { startMillis, endMillis } of operations) {
    if (startMillis < latestEnd) overlapping++;
    latestEnd = Math.max(latestEnd, endMillis);
  }
  return operations.length > 1 ? overlapping / (operations.length - 1) : 0;
};

/** How many ran at the same time, at most. */
export const mostAtOnce = (operations: readonly Operation[]): number => {
  const ends = operations.map(({ endMillis }) => endMillis).toSorted((a, b) => a - b);
  let [ended, most] = [0, 0];
  for (const [begun, { startMillis }] of operations.entries()) {
    while ((ends[ended] ?? Number.POSITIVE_INFINITY) <= startMillis) ended++;
    most = Math.max(most, begun + 1 - ended);
  }
  return most;
};

export const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** How long nothing of the group ran between each operation and the next, in milliseconds. */
export const gapsOf = (operations: readonly Operation[]): readonly number[] =>
  operations
    .slice(1)
    .map(({ startMillis }, index) =>
      Math.max(0, startMillis - (operations[index]?.endMillis ?? startMillis)),
    );
