import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { share } from '../promql/arithmetic.ts';
import { above, where } from '../promql/condition.ts';
import { increase } from '../promql/growth.ts';
import { countOf, series } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const SERVICE = ['job', 'deployment_environment_name'] as const;
const RANGE = '15m';

/** Of fewer views one more or less with an error would be news. Those that were seen: other counts are scaled up. */
const FEWEST_VIEWS = 50;

const views = sum(increase(series(METRICS.webViews), RANGE), SERVICE);
const seenViews = sum(increase(countOf(METRICS.webViewLoad), RANGE), SERVICE);
const failed = sum(increase(series(METRICS.webViews, { browser_view_outcome: 'error' }), RANGE), SERVICE);

const PAGE = { job: 'shop-page', deployment_environment_name: 'production' } as const;
const loaded = countOf(METRICS.webViewLoad, PAGE);
const seen = (browser_view_outcome: string) => series(METRICS.webViews, { ...PAGE, browser_view_outcome });

export const alert: Alert = {
  id: 'web-errors',
  severity: 'warning',
  team: 'application',
  dashboard: 'web-experience',
  when: where(above(share(failed, views), 0.05), above(seenViews, FEWEST_VIEWS)),
  for: '5m',
  keepFiringFor: '10m',
  summary: 'Pages of {{ $labels.job }} fail for many who look at them',
  description: '{{ $value | humanizePercentage }} of the views of the last quarter of an hour met an error.',
  runbook: {
    meaning:
      'Users see pages that do not do what they should, or nothing at all; they may not tell, and go elsewhere.',
    checks: [
      'In the dashboard “Web experience”, which group of errors is it, on which page, with which browser?',
      'In the log, find records with `binnacle.error.fingerprint` of the group: stack, and what the user did before.',
      'Is it one release (`service_version`), or somebody else’s script that has changed?',
    ],
    firstActions: [
      'After a release of the page: roll back.',
      'Where a server refuses what pages ask for, follow the alerts of its endpoints.',
    ],
  },
  tests: {
    fires: {
      name: 'every tenth view meets an error for twenty minutes',
      series: [
        samples(loaded, '0+20x80'),
        samples(seen('success'), '0+18x80'),
        samples(seen('error'), '0x20 0+2x20 40x40'),
      ],
      at: '38m',
      resolvedAt: '75m',
      alert: {
        labels: PAGE,
        summary: 'Pages of shop-page fail for many who look at them',
        description: '10% of the views of the last quarter of an hour met an error.',
      },
    },
    staysQuiet: {
      name: 'thirty views, half of them with an error, which stand for ten times as many',
      series: [
        samples(loaded, '0x20 0+2x40'),
        samples(seen('success'), '0x20 0+10x40'),
        samples(seen('error'), '0x20 0+10x40'),
      ],
      at: '40m',
    },
  },
};
