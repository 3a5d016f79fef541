import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { max } from '../promql/aggregate.ts';
import { above, aboveTimes, where } from '../promql/condition.ts';
import { secondsSince } from '../promql/over-time.ts';
import { series } from '../promql/select.ts';
import { PROMETHEUS } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const BY = ['job', 'instance', 'remote_name'] as const;
const sent = max(series(METRICS.remoteWriteSent), BY);
const queued = max(series(METRICS.remoteWriteQueued), BY);

const labels = { ...PROMETHEUS, remote_name: 'long' };
const sentOfLong = series(METRICS.remoteWriteSent, labels);
const queuedForLong = series(METRICS.remoteWriteQueued, labels);

export const alert: Alert = {
  id: 'remote-write-behind',
  severity: 'warning',
  team: 'platform',
  dashboard: 'pipeline',
  // A full queue takes in nothing more, so the newest that waits in it says little; that something waits is enough.
  when: where(above(secondsSince(sent), 300), aboveTimes(queued, 1, sent)),
  for: '10m',
  keepFiringFor: '5m',
  summary: 'The long-term store {{ $labels.remote_name }} does not get what Prometheus records',
  description: 'The newest sample that it took is {{ $value | humanizeDuration }} old.',
  runbook: {
    meaning:
      'The store that keeps recorded series for long is away or too slow. Nothing is lost yet: what it did not get waits in ' +
      'the write-ahead log of Prometheus, for two hours at least.',
    checks: [
      'Is the store up (alert target-down), and can Prometheus reach it and log in? Its log has the error.',
      'Does the store take what comes too slowly: is `prometheus_remote_storage_shards_desired` above `prometheus_remote_storage_shards_max`?',
    ],
    firstActions: [
      'Bring the store back; what waits is sent by itself.',
      'If it is too slow: give it more processor time, or raise `queue_config.max_shards`.',
    ],
  },
  tests: {
    fires: {
      name: 'nothing was taken for twenty minutes, and then it goes on',
      series: [samples(sentOfLong, '0+60x10 600x20 1860+60x20'), samples(queuedForLong, '0+60x10 660+60x40')],
      at: '30m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'The long-term store long does not get what Prometheus records',
        description: 'The newest sample that it took is 20m 0s old.',
      },
    },
    staysQuiet: {
      name: 'nothing has been recorded for twenty minutes',
      series: [samples(sentOfLong, '0+60x10 600x30'), samples(queuedForLong, '0+60x10 600x30')],
      at: '35m',
    },
    alsoStaysQuiet: {
      name: 'what was recorded is on its way',
      series: [samples(sentOfLong, '0+60x40'), samples(queuedForLong, '30+60x40')],
      at: '30m',
    },
  },
};
