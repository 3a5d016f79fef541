import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { SLOW_SECONDS } from '../probes/recorded.ts';
import { SHOP_HOME } from '../probes/test-labels.ts';
import { series } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const labels = { probe: 'shop-home', owner: 'shop' } as const;
const expected = series(SLOW_SECONDS);
const success = series(METRICS.probeSuccess, SHOP_HOME);
const limit = (values: string) => samples(series(SLOW_SECONDS, labels), values);

/** A probe makes a check every four minutes at least. */
const WINDOW = '10m';

export const alert: Alert = {
  id: 'probe-silent',
  severity: 'critical',
  team: 'application',
  teamFrom: 'owner',
  absentData: true,
  dashboard: 'uptime',
  // A probe that was added a moment ago has not had the time for a check.
  when: {
    promql:
      `(${expected.promql} and ${expected.promql} offset ${WINDOW}) * 0 ` +
      `unless on (probe) max_over_time(${series(METRICS.probeSuccess).promql}[${WINDOW}])`,
    labels: expected.labels,
  },
  for: '2m',
  keepFiringFor: '2m',
  summary: '{{ $labels.probe }} is checked by nobody',
  description:
    'In the last ten minutes there were {{ $value }} checks of it, and nobody would know if it failed.',
  runbook: {
    meaning: 'The file of probes has it, but no checks arrive. Whether it works for its users is not known.',
    checks: [
      'Does blackbox-exporter run (alert target-down of the job probes), and did Prometheus load `scrapes/probes.yaml`?',
      'Where `binnacle probe run` makes the checks: does it run, and does the Collector take what it sends?',
      'Was the probe renamed in one place alone? Write the files again with `binnacle monitoring export --probes`.',
    ],
    firstActions: [
      'Start what makes the checks.',
      'Where it is not to be checked any more: take it out of the file of probes.',
    ],
  },
  tests: {
    fires: {
      name: 'no check after the tenth minute, and then again',
      series: [samples(success, '1x10 _x30 1x20'), limit('1x60')],
      at: '25m',
      resolvedAt: '50m',
      alert: {
        labels,
        summary: 'shop-home is checked by nobody',
        description: 'In the last ten minutes there were 0 checks of it, and nobody would know if it failed.',
      },
    },
    staysQuiet: {
      name: 'a check every four minutes, which fails',
      series: [samples(success, '0 _x3 0 _x3 0 _x3 0 _x3 0 _x3 0 _x3 0 _x3 0'), limit('1x40')],
      at: '28m',
    },
    alsoStaysQuiet: {
      name: 'it was added five minutes ago',
      series: [limit('_x20 1x5')],
      at: '25m',
    },
  },
};
