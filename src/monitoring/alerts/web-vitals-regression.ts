import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { above, aboveTimes, where } from '../promql/condition.ts';
import { averageOver } from '../promql/over-time.ts';
import { recording, vitalP75, vitalViews } from '../recordings/web-vitals.ts';
import { histogram } from '../test-series.ts';

/** Fewer views in an hour say nothing of 75 % of them. */
const FEWEST_VIEWS = 40;

const usual = averageOver(vitalP75, '1d', '1h');

const labels = {
  job: 'shop-page',
  deployment_environment_name: 'production',
  url_template: '/orders/:id',
} as const;
const lcp = METRICS.webVitalLcp;

export const alert: Alert = {
  id: 'web-vitals-regression',
  severity: 'warning',
  team: 'application',
  dashboard: 'web-experience',
  when: where(where(aboveTimes(vitalP75, 1.25, usual), above(vitalP75, 1)), above(vitalViews, FEWEST_VIEWS)),
  reads: [recording],
  for: '15m',
  keepFiringFor: '15m',
  summary: '{{ $labels.url_template }} of {{ $labels.job }} has become worse for users: {{ $labels.vital }}',
  description:
    '75% of the views of the last hour are at {{ $value | humanizePercentage }} of what counts as good: a quarter ' +
    'above what the day before had.',
  runbook: {
    meaning:
      'A page shows its content later (lcp), answers clicks later (inp) or moves more under the finger (cls) than it did, and more than search engines and users take for good.',
    checks: [
      'In the dashboard “Web experience”, since when, on which device, and is the server slower too (TTFB)?',
      'Was there a release of the page, a new script of somebody else, a larger picture or font?',
      'In the log, `browser.web_vital` events of the page name the element (`browser.web_vital.lcp.target`) or script that it is about.',
      'In Jaeger, does a `documentLoad` wait for the server or for the network?',
    ],
    firstActions: [
      'After a release of the page: roll back.',
      'Where the server has become slower, follow the alerts of its endpoints.',
    ],
  },
  tests: {
    fires: {
      name: 'from a second and a half to over four seconds',
      series: histogram(lcp, labels, [
        [1.5, '0+2x300 600x120 600+4x300'],
        [4, '0+2x300 600x120 600+4x300'],
        [5, '0+2x420 840+4x300'],
      ]),
      at: '400m',
      resolvedAt: '540m',
      alert: {
        labels: { ...labels, vital: 'lcp' },
        summary: '/orders/:id of shop-page has become worse for users: lcp',
        description:
          '75% of the views of the last hour are at 190% of what counts as good: a quarter above what the day before had.',
      },
    },
    staysQuiet: {
      name: 'twenty views in an hour that are slow',
      series: histogram(lcp, labels, [
        [1.5, '0+2x300 600x120'],
        [5, '0+2x300 600+0.3x120'],
      ]),
      at: '400m',
    },
  },
};
