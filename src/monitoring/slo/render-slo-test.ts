import type { Severity } from '../alert.ts';
import { type Links, LOCAL_LINKS } from '../render-alerts.ts';
import { toYaml } from '../to-yaml.ts';
import {
  ABSENT_ALERT,
  absentText,
  alertLabels,
  alertLinks,
  BURN_ALERT,
  burnText,
  MIN_BAD_EVENTS,
} from './alert-rules.ts';
import { ENVIRONMENT } from './growth.ts';
import { sloFile, sloGroupNames } from './render-slo.ts';
import { errorBudget, type Slo } from './slo.ts';
import { type Phase, sloTestSeries } from './test-series.ts';
import { BURN_CONDITIONS, burnFactor } from './windows.ts';

const EXTERNAL_URL = 'http://prometheus.test';

interface Moment {
  readonly minutes: number;
  /** What fires then, and nothing else. */
  readonly firing: readonly Severity[];
}

interface Scenario {
  readonly name: string;
  readonly phases: readonly Phase[];
  readonly moments: readonly Moment[];
}

/** Both conditions of a severity are passed above the lower of their factors. */
const lowestFactor = (slo: Slo, severity: Severity): number =>
  Math.min(
    ...BURN_CONDITIONS.filter((condition) => condition.severity === severity).map((condition) =>
      burnFactor(condition, slo.window),
    ),
  );

/** Traffic of which one event a minute is bad, at a burn rate. */
const burning = (slo: Slo, burnRate: number, minutes: number): Phase => ({
  minutes,
  bad: 1,
  total: Math.ceil(1 / (errorBudget(slo) * burnRate)),
});

const scenarios = (slo: Slo): readonly Scenario[] => {
  const busy = Math.max(60, 3 * (slo.minBadEvents ?? MIN_BAD_EVENTS));
  const ticket = lowestFactor(slo, 'warning');
  const page = lowestFactor(slo, 'critical');
  const none = (minutes: number): Moment => ({ minutes, firing: [] });
  return [
    {
      name: 'everything fails for half an hour after two good ones: a page within ten minutes, and both end',
      phases: [
        { minutes: 120, total: busy, bad: 0 },
        { minutes: 30, total: busy, bad: busy },
        { minutes: 480, total: busy, bad: 0 },
      ],
      moments: [
        none(120),
        ...(pagesWithin(slo, 10 / 60) ? [{ minutes: 130, firing: ['critical', 'warning'] as const }] : []),
        { minutes: 150, firing: ['critical', 'warning'] },
        // The half hour is over, and not yet the six hours.
        { minutes: 200, firing: ticketAfter(slo, 200) ? ['warning'] : [] },
        none(600),
      ],
    },
    {
      name: 'half of what the objective allows, for hours',
      phases: [burning(slo, 0.5, 480)],
      moments: [none(60), none(360), none(480)],
    },
    {
      name: 'a slow burn is a ticket and no page',
      phases: [burning(slo, (ticket + page) / 2, 600)],
      moments: [{ minutes: 600, firing: ['warning'] }],
    },
    {
      name: 'one error at night, when there are few requests',
      phases: [
        { minutes: 60, total: 1, bad: 0 },
        { minutes: 1, total: 1, bad: 1 },
        { minutes: 59, total: 1, bad: 0 },
      ],
      moments: [none(60), none(65), none(90), none(120)],
    },
  ];
};

/** The share of the last hours that was bad, after two good hours and some in which everything failed. */
const pagesWithin = (slo: Slo, hours: number): boolean =>
  BURN_CONDITIONS.filter(({ severity }) => severity === 'critical').some(
    (condition) =>
      hours / Math.min(condition.longHours, 2 + hours) / errorBudget(slo) >
      1.1 * burnFactor(condition, slo.window),
  );

const ticketAfter = (slo: Slo, minutes: number): boolean =>
  30 / minutes / errorBudget(slo) > 1.1 * lowestFactor(slo, 'warning');

const minutes = (count: number): string => `${count}m`;

/** The objective's tests for `promtool test rules`; undefined where no series for its selectors is found. */
export const renderSloTest = (slo: Slo, links: Links = LOCAL_LINKS): string | undefined => {
  const outage: Phase = {
    minutes: 60,
    total: Math.max(60, 3 * (slo.minBadEvents ?? MIN_BAD_EVENTS)),
    bad: Math.max(60, 3 * (slo.minBadEvents ?? MIN_BAD_EVENTS)),
  };
  const all = sloTestSeries(slo, [outage]);
  if (!all) return undefined;
  const shownLinks = { ...links, runbookUrl: links.runbookUrl.replace('{{ $externalURL }}', EXTERNAL_URL) };
  const expected = (severity: Severity, annotations: object): object => ({
    exp_labels: {
      ...alertLabels(severity, slo),
      slo: slo.id,
      job: slo.service,
      ...(all.environment !== '' && { [ENVIRONMENT]: all.environment }),
    },
    exp_annotations: annotations,
  });
  const burn = {
    ...burnText(slo, (1 / errorBudget(slo)).toFixed(1)),
    ...alertLinks(slo, BURN_ALERT.runbook, shownLinks),
  };
  const absent = { ...absentText(slo, '10m 0s'), ...alertLinks(slo, ABSENT_ALERT.runbook, shownLinks) };
  const firing = ({ minutes: at, firing: severities }: Moment): object => ({
    expr: `count by (severity) (ALERTS{alertname="${BURN_ALERT.name}",alertstate="firing"})`,
    eval_time: minutes(at),
    exp_samples: severities.map((severity) => ({ labels: `{severity="${severity}"}`, value: 1 })),
  });
  const common = { interval: '1m', external_url: EXTERNAL_URL };
  return toYaml(
    {
      rule_files: [`../rules/${sloFile(slo)}`],
      // promtool runs every group at this interval, whatever its own is.
      evaluation_interval: '5m',
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
            { eval_time: '75m', alertname: ABSENT_ALERT.name, exp_alerts: [expected('warning', absent)] },
          ],
        },
        ...scenarios(slo).map(({ name, phases, moments }) => ({
          name: `${slo.id}: ${name}`,
          ...common,
          input_series: sloTestSeries(slo, phases)?.series,
          promql_expr_test: moments.map(firing),
        })),
      ],
    },
    'slo.yaml',
    'binnacle monitoring slo',
  );
};
