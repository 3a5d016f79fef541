import { metrics } from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import { type Business, business } from './business.ts';
import { NAME } from './carried.ts';
import type { Bound, Kpi } from './kpis.ts';

/** From what a page does to what a warehouse does, in seconds. */
const BOUNDARIES_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400];

/** How a transaction ended. One that is open too long is a violation before it has an outcome. */
export type Outcome = 'completed' | 'failed' | 'abandoned';

/** Why an SLA was not kept. */
export type ViolationCause = 'duration' | 'failure' | 'timeout';

const DEFINITIONS = {
  transactions: {
    name: 'business.transactions',
    unit: '{transaction}',
    help: 'Business transactions that have ended',
    labels: [NAME, 'business.transaction.outcome', 'business.transaction.step'],
  },
  duration: {
    name: 'business.transaction.duration',
    unit: 's',
    help: 'How long business transactions took',
    labels: [NAME, 'business.transaction.outcome'],
    buckets: BOUNDARIES_SECONDS,
  },
  violations: {
    name: 'business.sla.violations',
    unit: '{violation}',
    help: 'Business transactions that did not keep their SLA',
    labels: [NAME, 'business.sla.cause', 'business.transaction.step'],
  },
  excess: {
    name: 'business.sla.excess',
    unit: 's',
    help: 'Time that business transactions took beyond their SLA',
    labels: [NAME],
  },
} as const;

type Instruments = Readonly<Record<keyof typeof DEFINITIONS, Kpi>>;

/** Thresholds by name, as they were last stated. */
const thresholds = new Map<string, number>();
/** More names are not the names of kinds. */
const MAX_NAMES = 200;
/** More steps of one name are not steps. */
const MAX_STEPS = 50;

let instruments: Instruments | undefined;

const create = (own: Business): Instruments => {
  metrics
    .getMeter('binnacle/business', VERSION)
    .createObservableGauge('business.sla.threshold', {
      unit: 's',
      description: 'How long a business transaction may take',
    })
    .addCallback((result) => {
      for (const [name, seconds] of thresholds) result.observe(seconds, { [NAME]: name });
    });
  const { kpiOf } = own.load<typeof import('./kpis.ts')>('./business/kpis.js');
  return {
    transactions: kpiOf(own, 'counter', DEFINITIONS.transactions),
    duration: kpiOf(own, 'histogram', DEFINITIONS.duration),
    violations: kpiOf(own, 'counter', DEFINITIONS.violations),
    excess: kpiOf(own, 'counter', DEFINITIONS.excess),
  };
};

const used = (own: Business): Instruments => {
  instruments ??= create(own);
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

/** An empty one is no label. */
const stepLabel = (name: string, step: string | undefined): string =>
  step === undefined ? '' : stepOf(name, step);

/** By name, where those are counted that are complete, as most are. There is no name here that is not among `names`. */
const complete = new Map<string, Readonly<Record<'transactions' | 'duration', Bound>>>();

/** @param step where it ended, unless it is complete */
export const countTransaction = (
  name: string,
  outcome: Outcome,
  millis: number,
  step: string | undefined,
): void => {
  const own = business();
  if (!own?.settings.businessMetricsEnabled) return;
  const bound = outcome === 'completed' ? complete.get(name) : undefined;
  if (bound) {
    bound.transactions.add(1);
    bound.duration.record(millis / 1_000);
    return;
  }
  const known = nameOf(name);
  // The duration has no label for the step, and leaves it out.
  const labels = {
    [NAME]: known,
    'business.transaction.outcome': outcome,
    'business.transaction.step': stepLabel(known, step),
  };
  const { transactions, duration } = used(own);
  transactions.add(1, labels);
  duration.record(millis / 1_000, labels);
  if (outcome === 'completed' && known === name)
    complete.set(name, { transactions: transactions.with(labels), duration: duration.with(labels) });
};

/** @param step that took most of the time, or that it failed or stopped in */
export const countViolation = (name: string, cause: ViolationCause, step: string | undefined): void => {
  const own = business();
  if (!own?.settings.slaMonitoring) return;
  const known = nameOf(name);
  used(own).violations.add(1, {
    [NAME]: known,
    'business.sla.cause': cause,
    'business.transaction.step': stepLabel(known, step),
  });
};

/** @param millis that it took beyond its SLA, however it ended */
export const countExcess = (name: string, millis: number): void => {
  const own = business();
  if (own?.settings.slaMonitoring) used(own).excess.add(millis / 1_000, { [NAME]: nameOf(name) });
};

/** Says how long transactions of this name may take. */
export const stateThreshold = (name: string, slaMillis: number): void => {
  const own = business();
  if (!own?.settings.slaMonitoring || thresholds.get(name) === slaMillis / 1_000) return;
  used(own);
  const known = nameOf(name);
  if (known === name) thresholds.set(name, slaMillis / 1_000);
};
