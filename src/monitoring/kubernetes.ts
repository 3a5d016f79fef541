import { stringify } from 'yaml';
import { base64Of } from '../core/base64.ts';
import { type DashboardCounts, dashboardModel } from './dashboard-counts.ts';
import { dashboards } from './dashboards.generated.ts';
import type { Links } from './render-alerts.ts';
import { type OwnRules, ruleGroups } from './rule-groups.ts';

/** What every object gets. */
export interface KubernetesOptions {
  readonly namespace: string;
  /** Labels by which an operator or a sidecar finds the objects. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The bytes of a text as UTF-8, one a code unit, as `base64Of` takes them. A half of a character becomes U+FFFD. */
const utf8 = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(/%(..)/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );

const documents = (objects: readonly object[]): string =>
  objects.map((object) => stringify(object, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n');

const metadata = (name: string, { namespace, labels }: KubernetesOptions): object => ({
  name: `binnacle-${name}`,
  namespace,
  labels: { 'app.kubernetes.io/part-of': 'binnacle', ...labels },
});

/**
 * Every group of rules as an object of the Prometheus operator, one each.
 * https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule
 */
export const renderPrometheusRules = (options: KubernetesOptions, links: Links, own?: OwnRules): string =>
  documents(
    ruleGroups(links, own).map(({ name, group }) => ({
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
export const renderDashboardConfigMaps = (options: KubernetesOptions, counts: DashboardCounts): string =>
  documents(
    dashboards.map(({ id, audience, build }) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        ...metadata(`dashboard-${id}`, { ...options, labels: { grafana_dashboard: '1', ...options.labels } }),
        annotations: { grafana_folder: audience },
      },
      data: { [`${id}.json`]: JSON.stringify(dashboardModel({ build }, counts)) },
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
      // In `stringData`, which no cluster gives back, it would be a change each time it is applied.
      data: { 'alertmanager.yaml': base64Of(utf8(configuration)) },
    },
  ]);
