import type { Context } from '@opentelemetry/api';
import { requestOperationsIn } from './request-operations.ts';
import { captureWithinBudget } from './stack.ts';

/** Is called when a call has ended. */
export type NoteCall = (hasFailed: boolean) => void;

const nowMillis = (): number => performance.timeOrigin + performance.now();

/** A call of another service begins. Undefined where nobody looks at what is asked. */
export const noteCallIn = (
  context: Context,
  method: string,
  host: string,
  path: string,
): NoteCall | undefined => {
  const operations = requestOperationsIn(context);
  if (!operations) return undefined;
  const startMillis = nowMillis();
  const own = captureWithinBudget(noteCallIn);
  const stacks = own && { own, pool: undefined };
  return (hasFailed) =>
    operations.addCall({ method, host, path }, { startMillis, endMillis: nowMillis(), hasFailed }, stacks);
};
