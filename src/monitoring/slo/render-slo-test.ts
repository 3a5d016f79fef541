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
  const absentFor = (duration: string): object =>
    expected(
      'warning',
      { ...absentText(slo, duration), ...alertLinks(slo, ABSENT_ALERT.runbook, shownLinks) },
      ABSENT_LABELS,
    );
  const absence = (minute: number, ...alerts: readonly object[]): object => ({
    eval_time: minutes(minute),
    alertname: ABSENT_ALERT.name,
    exp_alerts: alerts,
  });
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
            absence(60),
            // The last 5 minutes with samples end at 65 minutes.
            absence(75, absentFor('10m 0s')),
          ],
        },
        {
          name: `${slo.id}: samples stay away for an hour and are back`,
          ...common,
          input_series: sloTestSeries(slo, [
            { minutes: 60, total: busy, bad: 0 },
            { minutes: 60, total: busy, bad: 0, isSilent: true },
            { minutes: 60, total: busy, bad: 0 },
          ])?.series,
          alert_rule_test: [absence(60), absence(90, absentFor('25m 0s')), absence(135), absence(180)],
        },
        ...testScenarios(slo).map((scenario) => ({
          name: `${slo.id}: ${scenario.name}`,
          ...common,
          input_series: sloTestSeries(slo, scenario.phases)?.series,
          alert_rule_test: scenario.moments.map((moment) => absence(moment.minutes)),
          promql_expr_test: [...scenario.moments.map(firing), ...left(scenario)],
        })),
      ],
    },
    source,
    SLO_WRITER,
  );
};
