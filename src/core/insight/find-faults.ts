import { groupsOf } from './groups.ts';
import { findNPlusOne, orderOf } from './n-plus-one.ts';
import type { Finding, Operation } from './operation.ts';
import { findParallelQueries } from './parallel-queries.ts';
import { findRepeatedQuery } from './repeated-query.ts';

/** The faults in how one request asked its databases, the one that takes most time first. */
export const findFaults = (given: readonly Operation[]): readonly Finding[] => {
  const operations = given.toSorted((a, b) => a.startMillis - b.startMillis);
  const order = orderOf(operations);
  return groupsOf(operations)
    .map((group) => findNPlusOne(group, order) ?? findRepeatedQuery(group) ?? findParallelQueries(group))
    .filter((finding) => finding !== undefined)
    .toSorted((a, b) => b.totalMillis - a.totalMillis);
};
