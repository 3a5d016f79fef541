import { METRICS } from '../catalogue/index.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row, TABLE } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { STEP } from '../grafana/queries.ts';
import { table } from '../grafana/table.ts';
import { count, sum } from '../promql/aggregate.ts';
import { orZero } from '../promql/arithmetic.ts';
import { rate } from '../promql/growth.ts';
import { series } from '../promql/select.ts';

/** Without the watchdog, which always fires. */
const FIRING = { alertstate: 'firing', severity: { notPattern: 'none' } } as const;

export const dashboard = createDashboard({
  id: 'alerts',
  audience: 'platform',
  title: 'Alerts',
  description: 'What fires now, what has fired, and whether it reached somebody',
  about: {},
  variables: () => [],
  from: 'now-24h',
  refresh: '30s',
  rows: [
    row(
      NUMBERS,
      stat(
        { title: 'Critical', unit: 'none', description: 'Critical alerts that fire now.', limits: [1, 1] },
        orZero(count(series(METRICS.alerts, { ...FIRING, severity: 'critical' }))),
      ),
      stat(
        { title: 'Warnings', unit: 'none', description: 'Warnings that fire now.', limits: [1, 10] },
        orZero(count(series(METRICS.alerts, { ...FIRING, severity: 'warning' }))),
      ),
      stat(
        { title: 'Silences', unit: 'none', description: 'Silences in force.' },
        sum(series(METRICS.alertmanagerSilences, { state: 'active' })),
      ),
      stat(
        {
          title: 'Failed notifications',
          unit: 'cps',
          description: 'Notifications a second that did not reach anybody.',
          limits: [0.0001, 0.01],
        },
        sum(rate(series(METRICS.alertmanagerNotificationsFailed), STEP)),
      ),
    ),
    row(
      CHART,
      lines(
        { title: 'Firing by severity', unit: 'none', description: 'Alerts that fire, by severity.' },
        { vector: count(series(METRICS.alerts, FIRING), ['severity']), legend: '{{severity}}' },
      ),
      lines(
        { title: 'Firing by alert', unit: 'none', description: 'Alerts that fire, by name.' },
        { vector: count(series(METRICS.alerts, FIRING), ['alertname']), legend: '{{alertname}}' },
      ),
      lines(
        { title: 'Notifications', unit: 'cps', description: 'Notifications a second, by the way they take.' },
        {
          vector: sum(rate(series(METRICS.alertmanagerNotifications), STEP), ['integration']),
          legend: '{{integration}}',
        },
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Firing now',
          description: 'Each alert that fires. Its runbook is in Alertmanager and in Prometheus.',
        },
        { alertname: 'Alert', severity: 'Severity', team: 'Team', job: 'Service', instance: 'Instance' },
        [{ title: 'Firing', unit: 'none', decimals: 0, vector: series(METRICS.alerts, FIRING) }],
      ),
    ),
  ],
});
