import { totalMillisOf } from './groups.ts';
import { type Finding, isCall, type Operation } from './operation.ts';
import { BEGIN } from './worth-a-look.ts';

const LEAST_CALL_MILLIS = 20;
/** The call is what the transaction waits for, and not something beside it. */
const LEAST_SHARE_OF_GAP = 0.5;

const END = /^\s*(?:commit|rollback|end|abort)\b(?!\s+to\b)/i;

/** From the first operation of a transaction to its last; one that begins inside of another is not told apart. */
const transactionsIn = (queries: readonly Operation[]): readonly (readonly Operation[])[] => {
  const found: Operation[][] = [];
  let open: Operation[] | undefined;
  for (const query of queries) {
    if (BEGIN.test(query.statement)) open = open === undefined || open.length === 1 ? [query] : [];
    else if (open && open.length > 0) {
      open.push(query);
      if (!END.test(query.statement)) continue;
      found.push(open);
      open = undefined;
    } else if (END.test(query.statement)) open = undefined;
  }
  return found;
};

/**
 * A transaction that waits for another service, and holds its locks and its connection meanwhile: a call that lies
 * between two of its queries, while none of them runs, and takes most of that time.
 *
 * @param operations in the order of their start
 */
export const findTransactionsOverCalls = (operations: readonly Operation[]): readonly Finding[] => {
  const calls = operations.filter(
    (operation) => isCall(operation) && operation.endMillis - operation.startMillis >= LEAST_CALL_MILLIS,
  );
  if (calls.length === 0) return [];
  const queries = operations.filter((operation) => !isCall(operation));
  return transactionsIn(queries).flatMap((transaction) => {
    const over = transaction.slice(1).flatMap((query, index) => {
      const from = transaction[index]?.endMillis ?? query.startMillis;
      const inside = calls.filter(
        ({ startMillis, endMillis }) => startMillis >= from && endMillis <= query.startMillis,
      );
      return totalMillisOf(inside) >= (query.startMillis - from) * LEAST_SHARE_OF_GAP ? inside : [];
    });
    const [operation] = over;
    const [source] = transaction;
    if (!operation || !source) return [];
    return [
      {
        kind: 'transaction_over_call',
        operation,
        count: over.length,
        totalMillis: totalMillisOf(over),
        source,
      },
    ] as const;
  });
};
