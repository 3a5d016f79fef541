import { flush } from '../../lifecycle.ts';
import { business } from '../business.ts';
import { createPostgresStore, type PostgresStoreOptions } from './postgres-store.ts';
import { createRedisStore, type RedisStoreOptions } from './redis-store.ts';
import { createStoredTransactions, type TellOverdue } from './stored-transactions.ts';
import type { TransactionStore } from './transaction-store.ts';

/** Where transactions are kept that outlive a process. */
export type TransactionStoreChoice = RedisStoreOptions | PostgresStoreOptions | TransactionStore;

/** What a store of the application's own has to bring. */
const METHODS = ['put', 'get', 'enterStep', 'addStep', 'take', 'claimOverdue'] as const;

const storeOf = (choice: TransactionStoreChoice): TransactionStore => {
  if ('redis' in choice) return createRedisStore(choice);
  if ('postgres' in choice) return createPostgresStore(choice);
  const missing = METHODS.find((method) => typeof choice[method] !== 'function');
  if (missing !== undefined)
    throw new TypeError(
      `keepTransactionsIn: expected { redis: client }, { postgres: pool } or a store; ${missing} is missing`,
    );
  return choice;
};

/** From now on; those that are open already stay where they are. Undefined goes back to memory. */
export const useStore = (choice: TransactionStoreChoice | undefined, tellOverdue: TellOverdue): void => {
  const own = business();
  if (!own) return;
  const { businessTransactionsEnabled, businessTransactionCheckIntervalMillis, slaMonitoring } = own.settings;
  const store = choice && storeOf(choice);
  own.stored?.stop();
  delete own.stored;
  if (store && businessTransactionsEnabled)
    own.stored = createStoredTransactions(store, own.redactor, {
      checkIntervalMillis: businessTransactionCheckIntervalMillis,
      tellOverdue: slaMonitoring ? tellOverdue : undefined,
      flush,
    });
};
