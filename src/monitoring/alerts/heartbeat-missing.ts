import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { EVERY_SECONDS } from '../probes/recorded.ts';
import { series } from '../promql/select.ts';
import { heartbeatAge, recording } from '../recordings/probes.ts';
import { samples } from '../test-series.ts';

const labels = { heartbeat: 'nightly-backup', owner: 'data' } as const;
const age = series(heartbeatAge.metric);
const reported = series(METRICS.heartbeatTime, { heartbeat: 'nightly-backup' });
const expected = samples(series(EVERY_SECONDS, labels), '3600x300');

export const alert: Alert = {
  id: 'heartbeat-missing',
  severity: 'critical',
  team: 'application',
  teamFrom: 'owner',
  dashboard: 'uptime',
  when: { promql: `${age.promql} > ${series(EVERY_SECONDS).promql}`, labels: age.labels },
  reads: [recording],
  for: '1m',
  keepFiringFor: '2m',
  summary: '{{ $labels.heartbeat }} has not reported',
  description: 'It was heard of {{ $value | humanizeDuration }} ago, or never since it is expected.',
  runbook: {
    meaning: 'A job that runs by itself was not run, did not come to its end, or could not say so.',
    checks: [
      'Was it started? Look at its schedule and its log.',
      'Did it fail? A job reports only when its work was done.',
      'Could it not report? Run `binnacle heartbeat <id>` where it runs: does the Collector take it?',
    ],
    firstActions: [
      'Run the job by hand.',
      'Where there is no such job any more: take it out of the file of probes.',
    ],
  },
  tests: {
    fires: {
      name: 'one report, then none for two hours',
      // What is told is a time: 0 is when the test begins, 9000 is its 150th minute.
      series: [samples(reported, '0x2 _x147 9000x2'), expected],
      at: '120m',
      resolvedAt: '160m',
      alert: {
        labels,
        summary: 'nightly-backup has not reported',
        description: 'It was heard of 2h 0m 0s ago, or never since it is expected.',
      },
    },
    staysQuiet: {
      name: 'a report every fifty minutes, and one hour to begin with',
      series: [samples(reported, '_x50 3000x2 _x48 6000x2 _x48 9000x2'), expected],
      at: '155m',
    },
  },
};
