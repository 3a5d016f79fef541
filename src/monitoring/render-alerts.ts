import type { Alert, AlertTest, ExpectedAlert, Tier } from './alert.ts';
import { alertName } from './alert-name.ts';
import type { Dashboard } from './dashboard.ts';
import { dashboards } from './dashboards.generated.ts';
import { dependencyLabel } from './dependency-label.ts';
import { hostLabel } from './host-label.ts';
import { recordingFile, recordingGroup } from './render-recording.ts';
import { toYaml } from './to-yaml.ts';

const SOURCE = 'src/monitoring/alerts';

/** Where the links of alerts lead. */
export interface Links {
  /** Grafana, without a slash at the end. */
  readonly grafanaUrl: string;
  /** The folder of the runbooks, without a slash at the end. */
  readonly runbookUrl: string;
  /** Jaeger, without a slash at the end; without it, alerts have no link to traces. */
  readonly jaegerUrl?: string;
}

/** In the compose file; Prometheus serves docs/runbooks under `/user`: the flag `--web.user-assets`. */
export const LOCAL_LINKS: Links = {
  grafanaUrl: 'http://localhost:3000',
  runbookUrl: '{{ $externalURL }}/user',
  jaegerUrl: 'http://localhost:16686',
};

const dashboardOf = ({ id, dashboard }: Alert): Dashboard => {
  const found = dashboards.find((one) => one.id === dashboard);
  if (!found) throw new Error(`${id}: there is no dashboard "${dashboard}"`);
  return found;
};

/** As Go's url.QueryEscape, of what labels of tests have. */
const queryEscape = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');

const hasService = ({ when }: Alert): boolean => when.labels.includes('job');

/** The dashboard, at what the alert is about; `labelValue` gives the value of a label. */
const dashboardUrl = (alert: Alert, grafanaUrl: string, labelValue: (label: string) => string): string => {
  const { id, about } = dashboardOf(alert);
  const variables = Object.entries(about)
    .filter(([, label]) => alert.when.labels.includes(label))
    .map(([name, label]) => `var-${name}=${labelValue(label)}`);
  return [`${grafanaUrl}/d/${id}`, variables.join('&')].filter(Boolean).join('?');
};

const tierOf = ({ tier, team }: Alert): Tier => tier ?? (team === 'application' ? 'service' : 'pipeline');

/** Labels that do not depend on data, by which alerts are routed and muted. */
export const labelsOf = (alert: Alert, labelValue: (label: string) => string): Record<string, string> => ({
  severity: alert.severity,
  team: alert.teamFrom === undefined ? alert.team : labelValue(alert.teamFrom),
  tier: tierOf(alert),
  ...(alert.absentData && { absent_data: 'true' }),
  ...(hasService(alert) && { service: labelValue('job') }),
  ...(tierOf(alert) === 'dependency' && { dependency: labelValue('server_address') }),
});

/** The traces of a service of the last hour. Jaeger knows services by their names, without the namespace. */
export const traceLink = ({ jaegerUrl }: Links, serviceName: string): Record<string, string> =>
  jaegerUrl === undefined
    ? {}
    : { trace_url: `${jaegerUrl}/search?service=${serviceName}&lookback=1h&limit=20` };

const hasTraces = (alert: Alert): boolean => tierOf(alert) === 'service' && hasService(alert);

/** The alert as a rule of Prometheus. */
export const alertRule = (alert: Alert, links: Links = LOCAL_LINKS): object => ({
  alert: alertName(alert),
  expr: alert.when.promql,
  for: alert.for,
  keep_firing_for: alert.keepFiringFor,
  labels: {
    ...labelsOf(alert, (label) => `{{ $labels.${label} }}`),
    ...hostLabel(tierOf(alert), alert.when.labels),
    ...(alert.mayComeFromDependency && dependencyLabel(alert.when.labels)),
  },
  // `urlquery` is of Go itself: before 3.8, Prometheus knows no urlQueryEscape and would refuse the file.
  annotations: {
    summary: alert.summary,
    description: alert.description,
    runbook_url: `${links.runbookUrl}/${alert.id}.md`,
    dashboard_url: dashboardUrl(alert, links.grafanaUrl, (label) => `{{ $labels.${label} | urlquery }}`),
    ...(hasTraces(alert) && traceLink(links, '{{ $labels.job | reReplaceAll "^.*/" "" | urlquery }}')),
  },
});

/** The alert as a Prometheus rule file. */
export const renderRule = (alert: Alert, links?: Links): string =>
  toYaml({ groups: [{ name: alert.id, rules: [alertRule(alert, links)] }] }, SOURCE);

const EXTERNAL_URL = 'http://prometheus.test';

interface Moment {
  readonly at: string;
  readonly expected: readonly object[];
}

const testCase = (alert: Alert, name: string, { series }: AlertTest, moments: readonly Moment[]): object => ({
  name: `${alert.id}: ${name}`,
  interval: '1m',
  external_url: EXTERNAL_URL,
  input_series: series,
  alert_rule_test: moments.map(({ at, expected }) => ({
    eval_time: at,
    alertname: alertName(alert),
    exp_alerts: expected,
  })),
});

/** What Alertmanager gets. */
const expectedOf = (alert: Alert, { labels, summary, description }: ExpectedAlert, links: Links): object => ({
  exp_labels: { ...labelsOf(alert, (label) => labels[label] ?? ''), ...labels },
  exp_annotations: {
    summary,
    description,
    runbook_url: `${links.runbookUrl.replace('{{ $externalURL }}', EXTERNAL_URL)}/${alert.id}.md`,
    dashboard_url: dashboardUrl(alert, links.grafanaUrl, (label) => queryEscape(labels[label] ?? '')),
    ...(hasTraces(alert) && traceLink(links, queryEscape((labels.job ?? '').replace(/^.*\//, '')))),
  },
});

/** The alert's tests for `promtool test rules`: it fires and ends, and it stays quiet. */
export const renderRuleTest = (alert: Alert, links: Links = LOCAL_LINKS): string => {
  const { fires, alsoFires, staysQuiet, alsoStaysQuiet } = alert.tests;
  const files = [...(alert.reads ?? []).map(recordingFile), `${alert.id}.yaml`];
  return toYaml(
    {
      rule_files: files.map((file) => `../rules/${file}`),
      evaluation_interval: '1m',
      // Otherwise by chance, and an alert would read what was recorded now or a minute ago.
      group_eval_order: [...(alert.reads ?? []).map(recordingGroup), alert.id],
      tests: [
        ...[fires, ...(alsoFires ? [alsoFires] : [])].map((test) =>
          testCase(alert, `${test.name}, and it ends`, test, [
            { at: test.at, expected: [expectedOf(alert, test.alert, links)] },
            { at: test.resolvedAt, expected: [] },
          ]),
        ),
        ...[staysQuiet, ...(alsoStaysQuiet ? [alsoStaysQuiet] : [])].map((test) =>
          testCase(alert, test.name, test, [{ at: test.at, expected: [] }]),
        ),
      ],
    },
    SOURCE,
  );
};
