import {
  type Attributes,
  type Context,
  type Link,
  logs,
  SeverityNumber,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import { markFailed } from '../mark-failed.ts';
import { ID, NAME } from './carried.ts';
import type { KeptTransaction } from './store/transaction-store.ts';
import { countExcess, countTransaction, countViolation, type Outcome } from './transaction-metrics.ts';

/** What a transaction comes to, wherever its parts ran. */
export interface TransactionState {
  readonly name: string;
  readonly id: string;
  readonly slaMillis: number | undefined;
  /** Time by step. */
  readonly stepMillis: ReadonlyMap<string, number>;
  readonly lastStep: string | undefined;
  /** It was told as one that has not ended in time. */
  readonly isOverdue: boolean;
}

/** What all processes did, as the store has it. */
export const whole = (
  own: TransactionState,
  { steps, lastStep, isOverdue }: KeptTransaction,
): { readonly state: TransactionState; readonly links: Link[] } => {
  const stepMillis = new Map<string, number>();
  for (const { step, millis } of steps) stepMillis.set(step, (stepMillis.get(step) ?? 0) + millis);
  return {
    state: { ...own, stepMillis, lastStep: lastStep ?? own.lastStep, isOverdue: isOverdue || own.isOverdue },
    links: steps.map(({ traceId, spanId, traceFlags }) => ({ context: { traceId, spanId, traceFlags } })),
  };
};

const slowestOf = (stepMillis: ReadonlyMap<string, number>): string | undefined => {
  let slowest: string | undefined;
  let most = -1;
  for (const [step, millis] of stepMillis)
    if (millis > most) {
      slowest = step;
      most = millis;
    }
  return slowest;
};

/** Counts its end and holds it against its SLA. What it says of it is for its span. */
export const conclude = (state: TransactionState, outcome: Outcome, millis: number): Attributes => {
  const { name, slaMillis, stepMillis, lastStep, isOverdue } = state;
  countTransaction(name, outcome, millis, outcome === 'completed' ? undefined : lastStep);
  const isLate = slaMillis !== undefined && millis > slaMillis;
  const slowest = slowestOf(stepMillis);
  if (isLate) countExcess(name, millis - slaMillis);
  // One that was overdue has been counted already.
  if (!isOverdue) {
    if (outcome === 'failed') countViolation(name, 'failure', lastStep);
    else if (isLate) countViolation(name, 'duration', slowest);
  }
  const told: Attributes = { 'business.transaction.outcome': outcome };
  if (slaMillis !== undefined) told['business.sla.kept'] = !isLate && !isOverdue && outcome !== 'failed';
  if (slowest !== undefined) told['business.transaction.slowest_step'] = slowest;
  return told;
};

/** One that is open for too long is a violation, and one log record says which. */
export const tellOverdue = (
  { name, id, lastStep }: Pick<TransactionState, 'name' | 'id' | 'lastStep'>,
  millis: number,
): void => {
  countViolation(name, 'timeout', lastStep);
  const where = lastStep === undefined ? 'in no step yet' : `the last step was ${lastStep}`;
  logs.getLogger('binnacle/business', VERSION).emit({
    eventName: 'business.transaction.overdue',
    severityNumber: SeverityNumber.WARN,
    severityText: 'WARN',
    body: `${name} has not ended after ${Math.round(millis / 1_000)} s; ${where}`,
    attributes: {
      [NAME]: name,
      [ID]: id,
      'business.sla.cause': 'timeout',
      ...(lastStep !== undefined && { 'business.transaction.step': lastStep }),
    },
  });
};

/** The span of one that crossed functions or requests is made when it ends, because nobody holds spans open for hours. */
export const tellEnded = (
  name: string,
  span: {
    readonly attributes: Attributes;
    readonly links: Link[];
    readonly millis: number;
    readonly context: Context;
  },
  failure?: { readonly error: unknown },
): void => {
  const { attributes, links, millis, context } = span;
  const ended = trace
    .getTracer('binnacle/business', VERSION)
    .startSpan(name, { attributes, links, startTime: Date.now() - millis, root: true }, context);
  // Who says that it failed need not say why.
  if (failure?.error !== undefined) markFailed(ended, failure.error);
  else if (failure) ended.setStatus({ code: SpanStatusCode.ERROR });
  ended.end();
};
