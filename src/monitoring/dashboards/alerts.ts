import { METRICS } from '../catalogue/index.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row, TABLE } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { RANGE, STEP } from '../grafana/queries.ts';
import { table } from '../grafana/table.ts';
import { alertVariables, SELECTED } from '../grafana/variables.ts';
import { count, min, sum } from '../promql/aggregate.ts';
import { orZero, zeroWhere } from '../promql/arithmetic.ts';
import { where } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { maxOver, secondsSince } from '../promql/over-time.ts';
import { series } from '../promql/select.ts';
import { withRunbook } from '../runbook-label.ts';

/** Without the watchdog, which always fires. */
const FIRING = { ...SELECTED, alertstate: 'firing', severity: { notPattern: 'none' } } as const;
const firing = series(METRICS.alerts, FIRING);

const ALERT = ['alertname', 'severity', 'team', 'job', 'instance'] as const;
/** Also of alerts that wait; those that fire alone are to be seen. */
const since = where(
  secondsSince(min(series(METRICS.alertsSince, { ...SELECTED, severity: FIRING.severity }), ALERT)),
  count(firing, ALERT),
);

const NAME = ['alertname', 'severity', 'team'] as const;
/** Alerts that fired in the shown range, however shortly. */
const fired = count(maxOver(firing, RANGE), NAME);
/** Seconds, by what was seen once a minute. */
const firedFor = zeroWhere(
  {
    promql: `sum by (${NAME.join(', ')}) (count_over_time(${firing.promql}[${RANGE}:1m])) * 60`,
    labels: NAME,
  },
  fired,
);

/** Where the Prometheus of the compose file serves them. */
const LOCAL_RUNBOOKS = 'http://localhost:9090/user';
const RUNBOOK = { title: 'Runbook', url: `\${runbooks}/\${__data.fields["runbook"]}.md` };

export const dashboard = createDashboard({
  id: 'alerts',
  audience: 'platform',
  title: 'Alerts',
  description: 'What fires now, what has fired, and whether it reached somebody',
  about: {},
  variables: alertVariables,
  search: { name: 'runbooks', title: 'Runbooks', value: LOCAL_RUNBOOKS },
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
          description:
            'Each alert that fires. A click opens its runbook, at the address that stands at the top of the dashboard.',
          link: RUNBOOK,
        },
        {
          alertname: 'Alert',
          severity: 'Severity',
          team: 'Team',
          job: 'Service',
          instance: 'Instance',
          runbook: 'Runbook',
        },
        [{ title: 'Since', unit: 's', decimals: 0, vector: withRunbook(since) }],
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Fired in range',
          description:
            'Each alert that fired in the shown range: for how many services and instances, and for how long, all of them added up.',
          link: RUNBOOK,
        },
        { alertname: 'Alert', severity: 'Severity', team: 'Team', runbook: 'Runbook' },
        [
          { title: 'Alerts', unit: 'none', decimals: 0, vector: withRunbook(fired) },
          {
            title: 'Firing for',
            unit: 's',
            decimals: 0,
            vector: withRunbook(firedFor),
          },
        ],
      ),
    ),
  ],
});
