import type { Transaction } from './transaction-handle.ts';

/** Of more that are open at once, the oldest can be ended only by whoever holds them, and the later ones are not watched. */
export const MAX_OPEN = 10_000;

/** Transactions of this process that have not ended, by their id. */
export type OpenTransactions = Map<string, Transaction>;

export const addOpen = (open: OpenTransactions, transaction: Transaction): void => {
  open.set(transaction.id, transaction);
  if (open.size <= MAX_OPEN) return;
  const [oldest] = open.keys();
  if (oldest !== undefined) open.delete(oldest);
};
