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

/**
 * Every recording, the alerts of each dashboard, objectives and probes: a group each, in the order in which they are to
 * be loaded.
 */
export const ruleGroups = (links: Links, { slos = [], probes }: OwnRules = {}): readonly RuleGroup[] => [
  ...recordings.map((recording) => ({ name: recordingGroup(recording), group: recordingRules(recording) })),
  ...alertGroups(links).map((group) => ({ name: group.name, group })),
  { name: WATCHDOG.id, group: watchdogGroup(links) },
  ...[...slos.flatMap((slo) => sloGroups(slo, links)), ...(probes ? probeGroups(probes) : [])].map(
    (group) => ({
      name: group.name,
      group,
    }),
  ),
];
