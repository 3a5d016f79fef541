import { type Attributes, type Counter, type Histogram, metrics, ValueType } from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import { business, businessSettings } from './business.ts';
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
/** More steps of one name are not steps. */
const MAX_STEPS = 50;

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

/** What is beyond a limit is counted together. */
const OTHER = '{other}';

/** The names so far, with their steps. */
const names = new Map<string, Set<string>>();
let hasDefined = false;
const nameOf = (name: string): string => {
  if (!hasDefined) {
    hasDefined = true;
    for (const defined of business()?.definedNames() ?? []) names.set(defined, new Set());
  }
  if (names.has(name)) return name;
  if (names.size >= MAX_NAMES) return OTHER;
  names.set(name, new Set());
  return name;
};

/** Of a transaction that is defined with its steps, those; otherwise the first that there are. */
const stepOf = (name: string, step: string): string => {
  const steps = names.get(name);
  if (!steps || steps.has(step)) return steps ? step : OTHER;
  const defined = business()?.definitionOf(name)?.steps;
  if (defined ? !defined.includes(step) : steps.size >= MAX_STEPS) return OTHER;
  steps.add(step);
  return step;
};

/** @param step where it ended, unless it is complete */
export const countTransaction = (
  name: string,
  outcome: Outcome,
  millis: number,
  step: string | undefined,
): void => {
  if (!businessSettings()?.businessMetricsEnabled) return;
  const known = nameOf(name);
  const attributes: Attributes = { [NAME]: known, 'business.transaction.outcome': outcome };
  const { transactions, duration } = used();
  transactions.add(
    1,
    step === undefined ? attributes : { ...attributes, 'business.transaction.step': stepOf(known, step) },
  );
  duration.record(millis / 1_000, attributes);
};

/** @param step that took most of the time, or that it failed or stopped in */
export const countViolation = (name: string, cause: ViolationCause, step: string | undefined): void => {
  if (!businessSettings()?.slaMonitoring) return;
  const known = nameOf(name);
  used().violations.add(1, {
    [NAME]: known,
    'business.sla.cause': cause,
    ...(step !== undefined && { 'business.transaction.step': stepOf(known, step) }),
  });
};

/** Says how long transactions of this name may take. */
export const stateThreshold = (name: string, slaMillis: number): void => {
  if (!businessSettings()?.slaMonitoring) return;
  used();
  const known = nameOf(name);
  if (known === name) thresholds.set(name, slaMillis / 1_000);
};
