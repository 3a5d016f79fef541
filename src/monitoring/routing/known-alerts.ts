import { alertName } from '../alert-name.ts';
import { alerts } from '../alerts.generated.ts';
import { labelsOf } from '../render-alerts.ts';
import { ABSENT_ALERT, ABSENT_LABELS, alertLabels, BURN_ALERT } from '../slo/alert-rules.ts';
import { EXAMPLE_SLO } from '../slo/example.ts';
import type { Labels } from './matchers/matcher.ts';
import { WATCHDOG, watchdogLabels } from './watchdog.ts';

/** One alert of each rule that there is, with the labels that it has in its test. */
export const knownAlerts = (): readonly Labels[] => [
  ...alerts.map((alert) => {
    const { labels } = alert.tests.fires.alert;
    return { alertname: alertName(alert), ...labelsOf(alert, (label) => labels[label] ?? ''), ...labels };
  }),
  ...[
    { alertname: BURN_ALERT.name, ...alertLabels('critical', EXAMPLE_SLO) },
    { alertname: BURN_ALERT.name, ...alertLabels('warning', EXAMPLE_SLO) },
    { alertname: ABSENT_ALERT.name, ...alertLabels('warning', EXAMPLE_SLO), ...ABSENT_LABELS },
  ].map((labels) => ({ ...labels, job: EXAMPLE_SLO.service, slo: EXAMPLE_SLO.id })),
  { alertname: WATCHDOG.name, ...watchdogLabels },
];
