import type { Severity } from '../alert.ts';
import { dependencyLabel } from '../dependency-label.ts';
import { hostLabel } from '../host-label.ts';
import { series } from '../promql/select.ts';
import { type Links, traceLink } from '../render-alerts.ts';
import { countersOf } from './counters.ts';
import { ENVIRONMENT } from './growth.ts';
import { SLO_METRICS } from './recorded.ts';
import type { Slo } from './slo.ts';
import { BURN_CONDITIONS, burnFactor } from './windows.ts';

export const BURN_ALERT = { name: 'SloBudgetBurn', runbook: 'slo-budget-burn' } as const;
export const ABSENT_ALERT = { name: 'SloDataAbsent', runbook: 'slo-data-absent' } as const;

const SERIES_LABELS = ['slo', 'job', ENVIRONMENT];

/** Alerts of objectives lead to this dashboard. */
const SLO_DASHBOARD = 'slo';

/**
 * With fewer bad events than this, chance alone moves the ratio by a third and more: a count of n varies by about √n.
 * One failed request at night is not worth waking somebody, whatever share of the night's requests it is.
 */
export const MIN_BAD_EVENTS = 10;

/** As the other alerts about services: what they ask is known to fail before they are, as rules record once a minute. */
export const BURN_FOR = '2m';

/**
 * Budgets burn on in the short window of a condition when what made them burn is over: 30 minutes for a page, up to 6
 * hours for a ticket. For as long they are told apart by their cause, and not by each service.
 */
const CAUSE_KNOWN: Readonly<Record<Severity, string>> = { critical: '1h', warning: '6h' };

/** Where the ratio of a short window swings around its limit, there is one alert and not one every few minutes. */
export const BURN_KEPT: Readonly<Record<Severity, string>> = { critical: '5m', warning: '15m' };

/** Shorter than the Collector's own alerts stay, which mute it. */
export const ABSENT_KEPT = '5m';

interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly keep_firing_for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The labels that an alert adds. With those of its series none depends on which condition is true. */
export const alertLabels = (severity: Severity, { owner, service }: Slo) => ({
  severity,
  team: owner,
  tier: 'service',
  service,
});

/** What an alert about data that stays away adds to that: Alertmanager mutes it while the Collector is down. */
export const ABSENT_LABELS = { absent_data: 'true' } as const;

export const alertLinks = ({ id, service }: Slo, runbook: string, links: Links) => ({
  runbook_url: `${links.runbookUrl}/${runbook}.md`,
  dashboard_url: `${links.grafanaUrl}/d/${SLO_DASHBOARD}?var-slo=${id}`,
  ...traceLink(links, encodeURIComponent(service.replace(/^.*\//, ''))),
});

/** What the alert says, with the value as it is in a template or in a test. */
export const burnText = ({ id, service, objective, window, description }: Slo, value: string) => ({
  summary: `${id}: ${service} uses up its error budget ${value} times as fast as it may`,
  description: `${description === undefined ? '' : `${description.trim()} `}Bad events are ${value} times as frequent as ${objective}% in ${window} allows, over a short and a long window.`,
});

export const absentText = ({ id, service }: Slo, value: string) => ({
  summary: `${id}: nothing is known of ${service}`,
  description: `Its counters have no new samples for 15 minutes or more; events were last counted ${value} ago.`,
});

/** One rule for each severity: which of its two conditions is true is no label, so that the alert stays one alert. */
const burnRule = (slo: Slo, severity: Severity, links: Links): AlertRule => {
  const ofSlo = { slo: slo.id };
  const conditions = BURN_CONDITIONS.filter((condition) => condition.severity === severity).map(
    (condition) => {
      const factor = burnFactor(condition, slo.window);
      const burn = (window: string) => series(SLO_METRICS.burnRate, { ...ofSlo, window }).promql;
      const bad = series(SLO_METRICS.bad, { ...ofSlo, window: condition.long }).promql;
      return [
        `${burn(condition.long)} > ${factor}`,
        `${burn(condition.short)} > ${factor}`,
        `${bad} >= ${slo.minBadEvents ?? MIN_BAD_EVENTS}`,
      ].join(' and ignoring (window) ');
    },
  );
  return {
    alert: BURN_ALERT.name,
    expr: `max without (window) (${conditions.join(' or ')})`,
    for: BURN_FOR,
    keep_firing_for: BURN_KEPT[severity],
    labels: {
      ...alertLabels(severity, slo),
      ...hostLabel('service', SERIES_LABELS),
      ...dependencyLabel(SERIES_LABELS, CAUSE_KNOWN[severity]),
    },
    annotations: {
      ...burnText(slo, '{{ $value | printf "%.1f" }}'),
      ...alertLinks(slo, BURN_ALERT.runbook, links),
    },
  };
};

/** There within the last day, and gone for 15 minutes: the objective is neither met nor missed, nobody knows. */
const absentRule = (slo: Slo, links: Links): AlertRule => {
  const counted = series(SLO_METRICS.totalIncrease, { slo: slo.id }).promql;
  const last = `max by (slo, job, ${ENVIRONMENT}) (max_over_time(timestamp(${counted})[1d:5m]))`;
  return {
    alert: ABSENT_ALERT.name,
    expr: `time() - ${last} unless on (${ENVIRONMENT}) present_over_time(${countersOf(slo).total}[15m])`,
    // It looks back for longer than a scrape or an export takes.
    for: '0m',
    keep_firing_for: ABSENT_KEPT,
    labels: {
      ...alertLabels('warning', slo),
      ...ABSENT_LABELS,
      ...hostLabel('service', SERIES_LABELS, '1d'),
    },
    annotations: {
      ...absentText(slo, '{{ $value | humanizeDuration }}'),
      ...alertLinks(slo, ABSENT_ALERT.runbook, links),
    },
  };
};

export const alertRules = (slo: Slo, links: Links): readonly AlertRule[] => [
  burnRule(slo, 'critical', links),
  burnRule(slo, 'warning', links),
  absentRule(slo, links),
];
