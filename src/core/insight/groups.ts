import type { Operation } from './operation.ts';
import { isHousekeeping } from './statement-kind.ts';

const siteOf = ({ site }: Operation): string => site?.place ?? '';

/** Operations with the same statement, asked at the same place, in the order of their start. */
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

export const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** How long nothing of the group ran between each operation and the next, in milliseconds. */
export const gapsOf = (operations: readonly Operation[]): readonly number[] =>
  operations
    .slice(1)
    .map(({ startMillis }, index) =>
      Math.max(0, startMillis - (operations[index]?.endMillis ?? startMillis)),
    );
