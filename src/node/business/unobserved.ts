import { INVALID_SPAN_CONTEXT, trace } from '@opentelemetry/api';
import { randomIds } from '../random-ids.ts';
import { business } from './business.ts';
import type { Transaction } from './transaction-handle.ts';

/** Whether transactions are switched off: their work is done, and nothing is said of it. */
export const areUnobserved = (): boolean => business()?.settings.businessTransactionsEnabled === false;

const NO_SPAN = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/** A transaction of which nothing but its work is left. */
export const createUnobserved = (name: string): Transaction => {
  let hasEnded = false;
  const end = async (): Promise<boolean> => {
    const isFirst = !hasEnded;
    hasEnded = true;
    return isFirst;
  };
  return {
    name,
    id: randomIds.generateTraceId(),
    kept: Promise.resolve(false),
    step: (_name, work) => work(NO_SPAN),
    complete: end,
    fail: end,
    abandon: end,
  };
};
