import { shapeOfMessage } from '../errors/message-shape.ts';
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

/**
 * Operations of a group in spans of the same name, the most of them first.
 *
 * By name, and not by span: a loop has one span for all of its queries only where nothing traces the items. Prisma makes
 * one for each of its operations, and so does a resolver or a function of the application that is monitored. By span
 * these loops would be groups of one query each, and a service would hide its N+1 by being traced well. But steps of a
 * request that each ask the same helper once are no loop. Some write the item that a span is about into its name.
 */
export const byParent = (group: readonly Operation[]): readonly (readonly Operation[])[] => {
  const shapes = new Map<string, string>();
  const groups = new Map<string, Operation[]>();
  for (const operation of group) {
    const { parent = '' } = operation;
    const shape = shapes.get(parent) ?? shapeOfMessage(parent);
    shapes.set(parent, shape);
    const same = groups.get(shape);
    if (same) same.push(operation);
    else groups.set(shape, [operation]);
  }
  return [...groups.values()].toSorted((a, b) => b.length - a.length);
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
