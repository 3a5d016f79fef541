import { alerts } from './alerts.generated.ts';
import type { Probes } from './probes/probe.ts';
import { probeGroups } from './probes/render-probes.ts';
import { recordings } from './recordings.generated.ts';
import { alertRule, type Links } from './render-alerts.ts';
import { recordingGroup, recordingRules } from './render-recording.ts';
import { WATCHDOG, watchdogGroup } from './routing/watchdog.ts';
import { groupsOf, type NamedGroup } from './rule-group.ts';
import { sloGroups } from './slo/render-slo.ts';
import type { Slo } from './slo/slo.ts';

/** A group of rules as Prometheus has it in its files, under a name that no other one has. */
export interface RuleGroup {
  readonly name: string;
  readonly group: object;
}

/** What files of one's own add to the rules that everybody has. */
export interface OwnRules {
  readonly slos?: readonly Slo[];
  readonly probes?: Probes;
  /** Where the files are kept, for what has rules of several places. */
  readonly origin?: string;
}

/**
 * Alerts by the dashboard that they lead to. One group each would be more than the 70 that Mimir lets a tenant have:
 * `-ruler.max-rule-groups-per-tenant`.
 */
const alertGroups = (links: Links): readonly NamedGroup[] =>
  [...new Set(alerts.map(({ dashboard }) => dashboard))].flatMap((dashboard) =>
    groupsOf(
      `alerts-${dashboard}`,
      alerts.filter((alert) => alert.dashboard === dashboard).map((alert) => alertRule(alert, links)),
    ),
  );

/** Objectives and probes: a group each, or several. */
const ownRuleGroups = (links: Links, { slos = [], probes, origin }: OwnRules): readonly RuleGroup[] =>
  [...slos.flatMap((slo) => sloGroups(slo, links)), ...(probes ? probeGroups(probes, origin) : [])].map(
    (group) => ({ name: group.name, group }),
  );

/** Every recording and the alerts of each dashboard: a group each, the same for everybody. */
const commonRuleGroups = (links: Links): readonly RuleGroup[] => [
  ...recordings.map((recording) => ({ name: recordingGroup(recording), group: recordingRules(recording) })),
  ...alertGroups(links).map((group) => ({ name: group.name, group })),
  { name: WATCHDOG.id, group: watchdogGroup(links) },
];

/** All of them, in the order in which they are to be loaded; apart, those of one's own. */
export const ruleGroupsApart = (links: Links, own: OwnRules = {}) => ({
  common: commonRuleGroups(links),
  own: ownRuleGroups(links, own),
});

/** All of them, in the order in which they are to be loaded. */
export const ruleGroups = (links: Links, own?: OwnRules): readonly RuleGroup[] => {
  const apart = ruleGroupsApart(links, own);
  return [...apart.common, ...apart.own];
};
