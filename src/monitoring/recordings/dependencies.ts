import { aboveUsual, type Baseline, createBaseline } from '../baseline.ts';
import { METRICS } from '../catalogue/index.ts';
import { count, quantile, sum } from '../promql/aggregate.ts';
import { divide } from '../promql/arithmetic.ts';
import { above, aboveTimes, belowTimes, either, measured, where, whereOn } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { maxOver } from '../promql/over-time.ts';
import { bucketsOf, countOf, series } from '../promql/select.ts';
import type { Vector } from '../promql/vector.ts';
import { type RecordedMetric, type Recording, record } from '../recording.ts';
import { externalBaseline, externalP95, externalRate } from './external-calls.ts';
import { RECORDED_SERVICE, serviceErrorRate, serviceRate } from './services.ts';

/** Who asks, and whom. */
const CALL = ['job', 'deployment_environment_name', 'server_address'] as const;
const DEPENDENCY = ['deployment_environment_name', 'server_address'] as const;
type CallLabel = (typeof CALL)[number];

/** What is at these addresses, each machine or pod has of its own. */
const SHARED = { server_address: { notPattern: 'localhost|127\\..*|::1|' } } as const;

/** With an answer of 4xx it is rather the caller who is wrong. */
const ITS_FAULT = { error_type: { notPattern: '4..|' } } as const;

/** Of the calls; the same as of the requests of an endpoint, so that no endpoint is told of before what it asks. */
const FAILING_SHARE = 0.01;
/** Three in 5 minutes, as a rate. */
const FEWEST_ERRORS = 3 / 300;
/** About twenty in 5 minutes, as a rate. */
const FEWEST_CALLS = 0.066;
/** Of the most of the last hours. */
const STOPPED_SHARE = 0.1;
/** Of what is usual. */
const SLOW_TIMES = 2;
/** How long a dependency may be in trouble, and be told from one that was never better. */
const REMEMBERED = '6h';
/** Below this it is no cause of anything. */
const NOTICED_SECONDS = 0.2;

/** One or two services may be wrong themselves. */
const FEWEST_CALLERS = 3;

const operations = METRICS.dbClientOperationDuration;

const databaseRate = record(
  'database:db_client_operations:rate5m',
  { unit: '1', description: 'Operations a second that a service asks of a database.' },
  sum(rate(countOf(operations), '5m'), CALL),
);

const databaseErrorRate = record(
  'database:db_client_errors:rate5m',
  { unit: '1', description: 'Operations a second that a service asks of a database and that fail.' },
  sum(rate(countOf(operations, { error_type: { pattern: '.+' } }), '5m'), CALL),
);

const databaseP95 = record(
  'database:db_client_operation_duration_seconds:p95_5m',
  { unit: 's', description: '95 % of the operations that a service asks of a database are faster.' },
  measured(quantile(0.95, sum(rate(bucketsOf(operations), '5m'), [...CALL, 'le']))),
);

const databaseBaseline = createBaseline(databaseP95);

const externalFaultRate = record(
  'external:http_client_faults:rate5m',
  { unit: '1', description: 'Requests a second that a service makes of another and that fail there.' },
  sum(rate(countOf(METRICS.httpClientRequestDuration, ITS_FAULT), '5m'), CALL),
);

const fails = <Label extends string>(errors: Vector<Label>, calls: Vector<NoInfer<Label>>): Vector<Label> =>
  where(above(divide(errors, calls), FAILING_SHARE), above(errors, FEWEST_ERRORS));

const rates = [externalRate, databaseRate].map(({ metric }) => series(metric, SHARED));

/**
 * Who gets no connection, asks nothing, and no operation fails: the service answers with errors, and no longer asks
 * what it asked in the last hours.
 */
const stopped = (calls: Vector<CallLabel>): Vector<CallLabel> => {
  const usual = maxOver(calls, REMEMBERED);
  return whereOn(
    where(belowTimes(calls, STOPPED_SHARE, usual), above(usual, FEWEST_CALLS)),
    RECORDED_SERVICE,
    fails(series(serviceErrorRate.metric), series(serviceRate.metric)),
  );
};

const SLOW_CALLS = 'call:dependency_slow:count';

/** After an hour, slow is usual. What was slow a moment ago is so until it is as fast as before, for some hours. */
const stillSlow = (now: Vector<CallLabel>, { lowestIn }: Baseline<CallLabel>): Vector<CallLabel> =>
  where(aboveTimes(now, SLOW_TIMES, lowestIn(REMEMBERED)), {
    promql: `last_over_time(${SLOW_CALLS}[3m])`,
    labels: CALL,
  });

const slow = (
  p95: RecordedMetric<CallLabel>,
  baseline: Baseline<CallLabel>,
  calls: RecordedMetric<CallLabel>,
): Vector<CallLabel> => {
  const now = series(p95.metric, SHARED);
  const isSlow = either([aboveUsual(now, SLOW_TIMES, baseline), stillSlow(now, baseline)]);
  return where(
    where(where(now, isSlow), above(now, NOTICED_SECONDS)),
    above(series(calls.metric), FEWEST_CALLS),
  );
};

export const failingCalls = record(
  'call:dependency_failing:count',
  { unit: '1', description: 'Kinds of calls that fail, of a service and what it asks.' },
  count<CallLabel, CallLabel>(
    either([
      fails(series(externalFaultRate.metric, SHARED), series(externalRate.metric)),
      fails(series(databaseErrorRate.metric, SHARED), series(databaseRate.metric)),
      ...rates.map(stopped),
    ]),
    CALL,
  ),
);

export const slowCalls = record(
  SLOW_CALLS,
  { unit: '1', description: 'Kinds of calls that are slower than usual, of a service and what it asks.' },
  count<CallLabel, CallLabel>(
    either([
      slow(externalP95, externalBaseline, externalRate),
      slow(databaseP95, databaseBaseline, databaseRate),
    ]),
    CALL,
  ),
);

const callers = count<CallLabel, (typeof DEPENDENCY)[number]>(either(rates), DEPENDENCY);

/** Of a dependency that is in trouble with most of those who ask it: then it is the cause, and they are not. */
const most = (calls: RecordedMetric<CallLabel>): Vector<(typeof DEPENDENCY)[number]> => {
  const inTrouble = count<CallLabel, (typeof DEPENDENCY)[number]>(series(calls.metric), DEPENDENCY);
  return where(above(inTrouble, FEWEST_CALLERS - 1), aboveTimes(inTrouble, 0.5, callers));
};

export const failingCallers = record(
  'dependency:failing_callers:count',
  {
    unit: '1',
    description: 'Services whose calls of a dependency fail, where those are most and at least three.',
  },
  most(failingCalls),
);

export const slowCallers = record(
  'dependency:slow_callers:count',
  {
    unit: '1',
    description:
      'Services whose calls of a dependency are slower than usual, where those are most and at least three.',
  },
  most(slowCalls),
);

/** What several services ask, and whether it is the cause of their trouble. */
export const recording: Recording = {
  id: 'dependencies',
  rules: [
    databaseRate,
    databaseErrorRate,
    databaseP95,
    ...databaseBaseline.rules,
    externalFaultRate,
    failingCalls,
    slowCalls,
    failingCallers,
    slowCallers,
  ],
};
