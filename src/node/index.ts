export {
  startTransaction,
  type Transaction,
  type TransactionOptions,
  transaction,
} from './business/transaction.ts';
export { flush, shutdown } from './lifecycle.ts';
export { withSpan } from './with-span.ts';
