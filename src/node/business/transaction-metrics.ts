import { type Attributes, type Counter, type Histogram, metrics, ValueType } from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import { businessSettings } from './business-settings.ts';
import { NAME } from './carried.ts';

/** From what a page does to what a warehouse does, in seconds. */
const BOUNDARIES_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400];

/** How a transaction ended. One that is open too long is a violation before it has an outcome. */
export type Outcome = 'completed' | 'failed' | 'abandoned';

/** Why an SLA was not kept. */
export type ViolationCause = 'duration' | 'failure' | 'timeout';

interface Instruments {
  readonly transactions: Counter;
  readonly duration: Histogram;
  readonly violations: Counter;
}

/** Thresholds by name, as they were last stated. */
const thresholds = new Map<string, number>();
/** More names are not the names of kinds. */
const MAX_NAMES = 200;

let instruments: Instruments | undefined;

const create = (): Instruments => {
  const meter = metrics.getMeter('binnacle/business', VERSION);
  meter
    .createObservableGauge('business.sla.threshold', {
      unit: 's',
      description: 'How long a business transaction may take',
    })
    .addCallback((result) => {
      for (const [name, seconds] of thresholds) result.observe(seconds, { [NAME]: name });
    });
  return {
    transactions: meter.createCounter('business.transactions', {
      unit: '{transaction}',
      description: 'Business transactions that have ended',
    }),
    duration: meter.createHistogram('business.transaction.duration', {
      unit: 's',
      description: 'How long business transactions took',
      valueType: ValueType.DOUBLE,
      advice: { explicitBucketBoundaries: BOUNDARIES_SECONDS },
    }),
    violations: meter.createCounter('business.sla.violations', {
      unit: '{violation}',
      description: 'Business transactions that did not keep their SLA',
    }),
  };
};

const used = (): Instruments => {
  instruments ??= create();
  return instruments;
};

/** Names beyond the limit are counted together. */
const names = new Set<string>();
const nameOf = (name: string): string => {
  if (names.has(name)) return name;
  if (names.size >= MAX_NAMES) return '{other}';
  names.add(name);
  return name;
};

/** @param step where it ended, unless it is complete */
export const countTransaction = (
  name: string,
  outcome: Outcome,
  millis: number,
  step: string | undefined,
): void => {
  if (!businessSettings()?.businessMetricsEnabled) return;
  const attributes: Attributes = { [NAME]: nameOf(name), 'business.transaction.outcome': outcome };
  const { transactions, duration } = used();
  transactions.add(1, step === undefined ? attributes : { ...attributes, 'business.transaction.step': step });
  duration.record(millis / 1_000, attributes);
};

/** @param step that took most of the time, or that it failed or stopped in */
export const countViolation = (name: string, cause: ViolationCause, step: string | undefined): void => {
  if (!businessSettings()?.slaMonitoring) return;
  used().violations.add(1, {
    [NAME]: nameOf(name),
    'business.sla.cause': cause,
    ...(step !== undefined && { 'business.transaction.step': step }),
  });
};

/** Says how long transactions of this name may take. */
export const stateThreshold = (name: string, slaMillis: number): void => {
  if (!businessSettings()?.slaMonitoring) return;
  used();
  const known = nameOf(name);
  if (known === name) thresholds.set(name, slaMillis / 1_000);
};
