import type { Severity } from '../alert.ts';
import { type Links, LOCAL_LINKS } from '../render-alerts.ts';
import { toYaml } from '../to-yaml.ts';
import {
  ABSENT_ALERT,
  ABSENT_LABELS,
  absentText,
  alertLabels,
  alertLinks,
  BURN_ALERT,
  burnText,
} from './alert-rules.ts';
import { ENVIRONMENT } from './growth.ts';
import { SLO_METRICS } from './recorded.ts';
import { SLO_SOURCE, SLO_WRITER, sloFile, sloGroupNames } from './render-slo.ts';
import { errorBudget, type Slo } from './slo.ts';
import { busyTraffic, type Scenario, testScenarios } from './test-scenarios.ts';
import { sloTestSeries, writtenSeries } from './test-series.ts';

const EXTERNAL_URL = 'http://prometheus.test';

const minutes = (count: number): string => `${count}m`;

/** The objective's tests for `promtool test rules`; undefined where no series for its selectors is found. */
export const renderSloTest = (
  slo: Slo,
  links: Links = LOCAL_LINKS,
  source = SLO_SOURCE,
): string | undefined => {
  const busy = busyTraffic(slo);
  const all = sloTestSeries(slo, [{ minutes: 60, total: busy, bad: busy }]);
  if (!all) return undefined;
  const shownLinks = { ...links, runbookUrl: links.runbookUrl.replace('{{ $externalURL }}', EXTERNAL_URL) };
  const sloLabels = {
    slo: slo.id,
    job: slo.service,
    ...(all.environment !== '' && { [ENVIRONMENT]: all.environment }),
  };
  const expected = (severity: Severity, annotations: object, more: object = {}): object => ({
    exp_labels: {
      ...alertLabels(severity, slo),
      ...more,
      ...sloLabels,
    },
    exp_annotations: annotations,
  });
  const burn = {
    ...burnText(slo, (1 / errorBudget(slo)).toFixed(1)),
    ...alertLinks(slo, BURN_ALERT.runbook, shownLinks),
  };
  const absent = { ...absentText(slo, '10m 0s'), ...alertLinks(slo, ABSENT_ALERT.runbook, shownLinks) };
  const firing = ({ minutes: at, firing: severities, of }: Scenario['moments'][number]): object => ({
    expr: `count by (severity) (ALERTS{alertname="${BURN_ALERT.name}",alertstate="firing"${of ? `,severity="${of}"` : ''}})`,
    eval_time: minutes(at),
    exp_samples: severities.map((severity) => ({ labels: `{severity="${severity}"}`, value: 1 })),
  });
  const left = ({ budgetLeft, moments }: Scenario): object[] =>
    budgetLeft === undefined
      ? []
      : [
          {
            expr: SLO_METRICS.budgetLeft.prometheusName,
            eval_time: minutes(moments.at(-1)?.minutes ?? 0),
            exp_samples: [
              { labels: writtenSeries(SLO_METRICS.budgetLeft.prometheusName, sloLabels), value: budgetLeft },
            ],
          },
        ];
  const common = { interval: '1m', external_url: EXTERNAL_URL };
  return toYaml(
    {
      rule_files: [`../rules/${sloFile(slo)}`],
      // promtool runs every group at this interval, whatever its own is.
      evaluation_interval: '5m',
      fuzzy_compare: true,
      group_eval_order: sloGroupNames(slo),
      tests: [
        {
          name: `${slo.id}: everything fails from the beginning`,
          ...common,
          input_series: all.series,
          alert_rule_test: [
            {
              eval_time: '30m',
              alertname: BURN_ALERT.name,
              exp_alerts: [expected('critical', burn), expected('warning', burn)],
            },
            { eval_time: '60m', alertname: ABSENT_ALERT.name, exp_alerts: [] },
            // The last 5 minutes with samples end at 65 minutes.
            {
              eval_time: '75m',
              alertname: ABSENT_ALERT.name,
              exp_alerts: [expected('warning', absent, ABSENT_LABELS)],
            },
          ],
        },
        ...testScenarios(slo).map((scenario) => ({
          name: `${slo.id}: ${scenario.name}`,
          ...common,
          input_series: sloTestSeries(slo, scenario.phases)?.series,
          promql_expr_test: [...scenario.moments.map(firing), ...left(scenario)],
        })),
      ],
    },
    source,
    SLO_WRITER,
  );
};
