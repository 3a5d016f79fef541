import { findChattyCalls } from './chatty-calls.ts';
import { groupsOf } from './groups.ts';
import { findMissingLimit } from './missing-limit.ts';
import { findNPlusOne, orderOf } from './n-plus-one.ts';
import { type Finding, isCall, type Operation } from './operation.ts';
import { findParallelQueries } from './parallel-queries.ts';
import { findRepeatedQuery } from './repeated-query.ts';
import { findSerialCalls } from './serial-calls.ts';
import { findTransactionsOverCalls } from './transaction-over-call.ts';

/**
 * The faults in how one request asked its databases and other services, the one that takes most time first.
 *
 * @param asked the URL of the request, as far as it is known
 */
export const findFaults = (given: readonly Operation[], asked = ''): readonly Finding[] => {
  const operations = given.toSorted((a, b) => a.startMillis - b.startMillis);
  const queries = operations.filter((operation) => !isCall(operation));
  const order = orderOf(queries);
  const ofQueries = groupsOf(queries).flatMap((group) => [
    findNPlusOne(group, order) ?? findRepeatedQuery(group) ?? findParallelQueries(group),
    findMissingLimit(group),
  ]);
  const hasCalls = queries.length < operations.length;
  const ofCalls = hasCalls
    ? [
        ...groupsOf(operations.filter(isCall)).map(findChattyCalls),
        ...findSerialCalls(operations, asked),
        ...findTransactionsOverCalls(operations),
      ]
    : [];
  return [...ofQueries, ...ofCalls]
    .filter((finding) => finding !== undefined)
    .toSorted((a, b) => b.totalMillis - a.totalMillis);
};
