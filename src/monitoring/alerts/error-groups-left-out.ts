import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { max } from '../promql/aggregate.ts';
import { above } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { SHOP } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const leftOut = (instance: string) => series(METRICS.errorGroupsLeftOut, { ...SHOP, instance });

export const alert: Alert = {
  id: 'error-groups-left-out',
  severity: 'warning',
  team: 'application',
  dashboard: 'errors',
  when: above(max(series(METRICS.errorGroupsLeftOut), ['job', 'deployment_environment_name']), 0),
  for: '10m',
  keepFiringFor: '30m',
  summary: '{{ $labels.job }}: more different errors than are counted apart',
  description:
    '{{ $value | humanize }} groups of errors are counted together, as “other”: nobody is told when one of them is new in a release or back in one.',
  runbook: {
    meaning:
      'A process has met more groups of errors than BINNACLE_MAX_ERROR_GROUPS. Those that came first are counted apart, and of the others those that happened three times, as far as the fifth that is kept for them goes.',
    checks: [
      'Are many of the groups one fault? Then its message or class has something in it that changes each time: see the table “Groups by impact” for equal places.',
      'The records `exception` in the log have each its own `binnacle.error.fingerprint`, also those beyond the limit: which of them began with the last release?',
    ],
    firstActions: [
      'Where one fault makes many groups: give its error a fixed message, and what changes as a property.',
      'Otherwise raise BINNACLE_MAX_ERROR_GROUPS: each group is some series for each process.',
    ],
  },
  tests: {
    fires: {
      name: 'twelve groups are left out, until the process is started anew',
      series: [samples(leftOut('a1'), '_x29 12x30 _x60'), samples(leftOut('a2'), '_x29 3x30 _x60')],
      at: '45m',
      resolvedAt: '110m',
      alert: {
        labels: SHOP,
        summary: 'shop/orders: more different errors than are counted apart',
        description:
          '12 groups of errors are counted together, as “other”: nobody is told when one of them is new in a release or back in one.',
      },
    },
    staysQuiet: {
      name: 'a process that was started anew with a higher limit',
      series: [samples(leftOut('a1'), '_x29 2x3 _x60')],
      at: '45m',
    },
  },
};
