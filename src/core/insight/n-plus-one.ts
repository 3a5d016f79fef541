import { byParent, gapsOf, medianOf, overlapOf, totalMillisOf } from './groups.ts';
import { areBatches, withoutLists } from './key-lists.ts';
import type { Finding, Operation } from './operation.ts';
import { isPaged, isRead, whatIsAsked } from './statement-kind.ts';
import { LEAST_TOTAL_MILLIS } from './worth-a-look.ts';

/** Sentry’s rule, with its least total, and no weaker: https://docs.sentry.io/product/issues/issue-details/performance-issues/n-one-queries/ */
const FEWEST = 5;

/** More of them at the same time are asked for together, which is another fault. */
const MAX_OVERLAP = 0.3;

/** A program that waits this long between two equal queries waits for something to happen. */
const POLLING_GAP_MILLIS = 100;

/** What comes between two of a loop: other reads of the same item. */
const MAX_OTHERS_BETWEEN = 3;

/** Whether the same was asked again and again, as far as that is known. */
const asksTheSame = (group: readonly Operation[]): boolean => {
  const asked = group[0] && whatIsAsked(group[0]);
  return asked !== undefined && group.every((operation) => whatIsAsked(operation) === asked);
};

/** The longest run of the group in which hardly anything else came between. */
const longestRun = (
  group: readonly Operation[],
  positions: ReadonlyMap<Operation, number>,
): readonly Operation[] => {
  let best: readonly Operation[] = [];
  let start = 0;
  for (let i = 1; i <= group.length; i++) {
    const [before, at] = [group[i - 1], group[i]].map((one) => (one ? positions.get(one) : undefined));
    if (at !== undefined && before !== undefined && at - before - 1 <= MAX_OTHERS_BETWEEN) continue;
    if (i - start > best.length) best = group.slice(start, i);
    start = i;
  }
  return best;
};

/** The last read before the loop that is not part of it: what it takes its list from. */
const sourceOf = (
  operations: readonly Operation[],
  run: readonly Operation[],
  counts: ReadonlyMap<string, number>,
): Operation | undefined => {
  const [first] = run;
  if (!first) return undefined;
  return operations.findLast(
    ({ statement, endMillis, hasFailed }) =>
      endMillis <= first.startMillis &&
      !hasFailed &&
      statement !== first.statement &&
      isRead(statement) &&
      (counts.get(statement) ?? 0) < FEWEST,
  );
};

/** What a request asked, in the order of its start. */
export interface RequestOrder {
  readonly operations: readonly Operation[];
  readonly positions: ReadonlyMap<Operation, number>;
  /** How often each statement was asked. */
  readonly counts: ReadonlyMap<string, number>;
}

export const orderOf = (operations: readonly Operation[]): RequestOrder => {
  const counts = new Map<string, number>();
  for (const { statement } of operations) counts.set(statement, (counts.get(statement) ?? 0) + 1);
  return { operations, positions: new Map(operations.map((operation, index) => [operation, index])), counts };
};

/** What asks for one key here and for some at once there, as a loader does with what has come together. */
const isRestOfBatches = ({ statement, site }: Operation, { operations, counts }: RequestOrder): boolean => {
  const alike = withoutLists(statement);
  if (alike === statement) return false;
  const others = [...counts.keys()].filter((one) => one !== statement && withoutLists(one) === alike);
  return operations.some((one) => others.includes(one.statement) && one.site?.place === site?.place);
};

/** @param group with the same statement, asked at the same place in spans of the same name */
const findLoop = (
  group: readonly Operation[],
  { operations, positions, counts }: RequestOrder,
): Finding | undefined => {
  const run = longestRun(
    group.filter(({ hasFailed }) => !hasFailed),
    positions,
  );
  const totalMillis = totalMillisOf(run);
  if (run.length < FEWEST || totalMillis < LEAST_TOTAL_MILLIS) return undefined;
  if (overlapOf(run) > MAX_OVERLAP || medianOf(gapsOf(run)) >= POLLING_GAP_MILLIS || asksTheSame(run))
    return undefined;
  const source = sourceOf(operations, run, counts);
  const [first] = run;
  return source && first && { kind: 'n_plus_one', operation: first, count: run.length, totalMillis, source };
};

/**
 * One query for a list, and then one for each item of it: at least 5 equal reads one after the other, behind a
 * different one, that take at least 50 ms together. Not what asks for the same thing until it is there, tries again
 * after a fault, reads a long list in parts, or asks for many at once already.
 *
 * @param group with the same statement, asked at the same place
 * @param request all that the request asked
 */
export const findNPlusOne = (group: readonly Operation[], request: RequestOrder): Finding | undefined => {
  const [first] = group;
  if (!first || group.length < FEWEST) return undefined;
  const { statement, given } = first;
  if (!isRead(statement) || isPaged(statement, given)) return undefined;
  if (areBatches(group) || isRestOfBatches(first, request)) return undefined;
  for (const same of byParent(group)) {
    const found = same.length < FEWEST ? undefined : findLoop(same, request);
    if (found) return found;
  }
  return undefined;
};
