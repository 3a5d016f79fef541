import type { Context } from '@opentelemetry/api';
import type { NoteCall } from './call-hook.ts';
import { type AskedCall, requestOperationsIn } from './request-operations.ts';
import { captureWithinBudget } from './stack.ts';

const nowMillis = (): number => performance.timeOrigin + performance.now();

/** Keeps a call of another service with what its request asks. */
export const noteCall = (context: Context, call: AskedCall): NoteCall | undefined => {
  const operations = requestOperationsIn(context);
  if (!operations) return undefined;
  const startMillis = nowMillis();
  const own = captureWithinBudget(noteCall);
  const stacks = own && { own, pool: undefined };
  return (hasFailed) => operations.addCall(call, { startMillis, endMillis: nowMillis(), hasFailed }, stacks);
};
