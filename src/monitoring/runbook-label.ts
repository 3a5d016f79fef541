import { alertName } from './alert-name.ts';
import { alerts } from './alerts.generated.ts';
import type { Vector } from './promql/vector.ts';

/**
 * The names of runbooks, which alerts have in an annotation: Prometheus has no annotations in what it stores, and a query
 * cannot make `service-apdex` of `ServiceApdex`. What is no alert of these has an empty label.
 */
export const withRunbook = <Label extends string>({
  promql,
  labels,
}: Vector<Label | 'alertname'>): Vector<Label | 'alertname' | 'runbook'> => ({
  promql: alerts.reduce(
    (inner, alert) => `label_replace(${inner}, "runbook", "${alert.id}", "alertname", "${alertName(alert)}")`,
    promql,
  ),
  labels: [...labels, 'runbook'],
});
