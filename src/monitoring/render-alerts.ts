import { Document } from 'yaml';
import type { Alert, AlertTest } from './alert.ts';

/** `endpoint-error-ratio` as alerts are named: `EndpointErrorRatio`. */
export const alertName = ({ id }: Pick<Alert, 'id'>): string =>
  id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Prometheus serves docs/runbooks under `/user`: the flag `--web.user-assets`. */
const runbookPath = ({ id }: Pick<Alert, 'id'>): string => `/user/${id}.md`;

const toYaml = (value: object): string => {
  const document = new Document(value, { aliasDuplicateObjects: false });
  document.commentBefore = ' Written by `npm run generate` from src/monitoring/alerts.';
  return document.toString({ lineWidth: 0 });
};

/** The alert as a Prometheus rule file. */
export const renderRule = (alert: Alert): string =>
  toYaml({
    groups: [
      {
        name: alert.id,
        rules: [
          {
            alert: alertName(alert),
            expr: alert.when.promql,
            for: alert.for,
            ...(alert.keepFiringFor ? { keep_firing_for: alert.keepFiringFor } : {}),
            labels: { severity: alert.severity },
            annotations: {
              summary: alert.summary,
              description: alert.description,
              runbook_url: `{{ $externalURL }}${runbookPath(alert)}`,
            },
          },
        ],
      },
    ],
  });

const EXTERNAL_URL = 'http://prometheus.test';

const testCase = (test: AlertTest, alert: Alert, expected: readonly object[]): object => ({
  name: `${alert.id}: ${test.name}`,
  interval: '1m',
  external_url: EXTERNAL_URL,
  input_series: test.series,
  alert_rule_test: [{ eval_time: test.at, alertname: alertName(alert), exp_alerts: expected }],
});

/** The alert's tests for `promtool test rules`. */
export const renderRuleTest = (alert: Alert): string => {
  const { fires, staysQuiet } = alert.tests;
  const { labels, summary, description } = fires.alert;
  const expected = {
    exp_labels: { severity: alert.severity, ...labels },
    exp_annotations: { summary, description, runbook_url: `${EXTERNAL_URL}${runbookPath(alert)}` },
  };
  return toYaml({
    rule_files: [`../rules/${alert.id}.yaml`],
    evaluation_interval: '1m',
    tests: [testCase(fires, alert, [expected]), testCase(staysQuiet, alert, [])],
  });
};
