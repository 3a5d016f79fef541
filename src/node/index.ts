export type {
  HistogramDefinition,
  KpiDefinition,
  LabelDefinitions,
} from '../sdk/kpis/definition.ts';
export {
  createCounter,
  createGauge,
  createHistogram,
  type ExportedMetrics,
  exportMetrics,
  type KpiCounter,
  type KpiGauge,
  type KpiHistogram,
} from './business/create-kpi.ts';
export { keepTransactionsIn } from './business/keep-transactions-in.ts';
export type { PostgresPool, PostgresStoreOptions } from './business/store/postgres-store.ts';
export type { RedisClient, RedisStoreOptions } from './business/store/redis-store.ts';
export type {
  KeptStep,
  KeptTransaction,
  TransactionRecord,
  TransactionStore,
} from './business/store/transaction-store.ts';
export { resumeTransaction, startTransaction, transaction } from './business/transaction.ts';
export type { Transaction } from './business/transaction-handle.ts';
export type { TransactionOptions } from './business/transaction-options.ts';
export { correlationId } from './correlation/correlation-id.ts';
export { flush, shutdown } from './lifecycle.ts';
export { monitor } from './monitor/monitor.ts';
export { type TracedOptions, traced } from './monitor/traced.ts';
export { withSpan } from './with-span.ts';
