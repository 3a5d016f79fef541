import { stringify } from 'yaml';
import { dashboards } from './dashboards.generated.ts';
import type { Links } from './render-alerts.ts';
import { ruleGroups } from './rule-groups.ts';

/** What every object gets. */
export interface KubernetesOptions {
  readonly namespace: string;
  /** Labels by which an operator or a sidecar finds the objects. */
  readonly labels: Readonly<Record<string, string>>;
}

const documents = (objects: readonly object[]): string =>
  objects.map((object) => stringify(object, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n');

const metadata = (name: string, { namespace, labels }: KubernetesOptions): object => ({
  name: `binnacle-${name}`,
  namespace,
  labels: { 'app.kubernetes.io/part-of': 'binnacle', ...labels },
});

/**
 * Every recording and alert as an object of the Prometheus operator, one each.
 * https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule
 */
export const renderPrometheusRules = (options: KubernetesOptions, links: Links): string =>
  documents(
    ruleGroups(links).map(({ name, group }) => ({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: metadata(name, options),
      spec: { groups: [group] },
    })),
  );

/**
 * Every dashboard as a ConfigMap that the sidecar of Grafana’s Helm chart picks up, one each: a ConfigMap may have 1 MiB.
 * https://github.com/grafana-community/helm-charts/tree/main/charts/grafana#sidecar-for-dashboards
 */
export const renderDashboardConfigMaps = (options: KubernetesOptions): string =>
  documents(
    dashboards.map(({ id, audience, build }) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        ...metadata(`dashboard-${id}`, { ...options, labels: { grafana_dashboard: '1', ...options.labels } }),
        annotations: { grafana_folder: audience },
      },
      data: { [`${id}.json`]: JSON.stringify(build()) },
    })),
  );

/**
 * Alertmanager's configuration as a Secret, for `configSecret` of an Alertmanager object. An AlertmanagerConfig object
 * would be routed below a matcher for its namespace, and has no keys for secrets in files.
 * https://prometheus-operator.dev/docs/developer/alerting/#using-a-kubernetes-secret
 */
export const renderAlertmanagerSecret = (options: KubernetesOptions, configuration: string): string =>
  documents([
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata('alertmanager', options),
      stringData: { 'alertmanager.yaml': configuration },
    },
  ]);
