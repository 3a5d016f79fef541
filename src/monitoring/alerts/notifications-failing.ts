import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { above, either } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const labels = { job: 'alertmanager', instance: 'alertmanager:9093' };
const failed = series(METRICS.alertmanagerNotificationsFailed, {
  ...labels,
  integration: 'webhook',
  reason: 'serverError',
});

export const alert: Alert = {
  id: 'notifications-failing',
  severity: 'critical',
  team: 'platform',
  dashboard: 'alerts',
  when: either([
    above(sum(rate(series(METRICS.alertmanagerNotificationsFailed), '5m'), ['job', 'instance']), 0),
    above(sum(rate(series(METRICS.notificationsDropped), '5m'), ['job', 'instance']), 0),
  ]),
  for: '2m',
  keepFiringFor: '5m',
  summary: 'Alerts do not reach anybody: {{ $labels.job }} cannot pass them on',
  description: '{{ $value | humanize }} notifications a second fail.',
  runbook: {
    meaning:
      'Somebody should have been told and was not. This alert may not get through either: look at the page of Alertmanager.',
    checks: [
      'Which receiver is it: `alertmanager_notifications_failed_total` by `integration` and `reason`?',
      'Is its secret still right, and does its address answer?',
      'Where Prometheus drops them: does Alertmanager run?',
    ],
    firstActions: [
      'Look at the page of Alertmanager for what else fires, and tell people yourself.',
      'Mend the receiver; what still fires is sent again.',
    ],
  },
  tests: {
    fires: {
      name: 'a webhook that answers with errors',
      series: [samples(failed, '0+6x20 120x40')],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'Alerts do not reach anybody: alertmanager cannot pass them on',
        description: '100m notifications a second fail.',
      },
    },
    staysQuiet: {
      name: 'one failure half an hour ago',
      series: [samples(failed, '0 1 1x60')],
      at: '30m',
    },
  },
};
