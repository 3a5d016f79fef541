import { METRICS } from '../catalogue/index.ts';
import { EVERY_SECONDS } from '../probes/recorded.ts';
import { average } from '../promql/aggregate.ts';
import { averageOver } from '../promql/over-time.ts';
import { series } from '../promql/select.ts';
import { type Recording, record } from '../recording.ts';

const availability = record(
  'probe:success:ratio5m',
  { unit: '1', description: 'The share of checks of a probe that succeeded, of all who make them.' },
  average(averageOver(series(METRICS.probeSuccess), '5m'), ['probe', 'owner']),
);

/** How long Prometheus may be away without forgetting when a job was heard of. */
const MEMORY = '7d';

const reported = series(METRICS.heartbeatTime).promql;
const every = series(EVERY_SECONDS).promql;

/** A report is one sample; the rule hands it on to itself, so that it is there until the next one. */
const last = record(
  'heartbeat:last:seconds',
  { unit: 's', description: 'When a job was last heard of, in seconds since 1970.' },
  {
    promql:
      `max by (heartbeat) (max_over_time(${reported}[10m])) ` +
      `or max by (heartbeat) (last_over_time(heartbeat:last:seconds[${MEMORY}]))`,
    labels: ['heartbeat'],
  },
);

/** A job that never reported is late from the day on that it was expected. */
const expectedSince = record(
  'heartbeat:expected:seconds',
  { unit: 's', description: 'Since when a job is expected to report, in seconds since 1970.' },
  {
    promql: `last_over_time(heartbeat:expected:seconds[${MEMORY}]) and on (heartbeat) ${every} or ${every} * 0 + time()`,
    labels: ['heartbeat', 'owner'],
  },
);

export const heartbeatAge = record(
  'heartbeat:age:seconds',
  { unit: 's', description: 'How long ago a job was heard of; since it is expected, where it never was.' },
  {
    promql:
      `time() - (${every} * 0 + on (heartbeat) group_left () (${last.metric.prometheusName} ` +
      `or max by (heartbeat) (${expectedSince.metric.prometheusName})))`,
    labels: ['heartbeat', 'owner'],
  },
);

/** How available what is probed is, and when jobs were heard of. */
export const recording: Recording = {
  id: 'probes',
  rules: [availability, last, expectedSince, heartbeatAge],
};
