import { alerts } from './alerts.generated.ts';
import { recordings } from './recordings.generated.ts';
import { alertGroup, type Links } from './render-alerts.ts';
import { recordingGroup, recordingRules } from './render-recording.ts';
import { WATCHDOG, watchdogGroup } from './routing/watchdog.ts';

/** A group of rules as Prometheus has it in its files, under a name that no other one has. */
export interface RuleGroup {
  readonly name: string;
  readonly group: object;
}

/** Every recording and alert, a group each, in the order in which they are to be loaded. */
export const ruleGroups = (links: Links): readonly RuleGroup[] => [
  ...recordings.map((recording) => ({ name: recordingGroup(recording), group: recordingRules(recording) })),
  ...alerts.map((alert) => ({ name: alert.id, group: alertGroup(alert, links) })),
  { name: WATCHDOG.id, group: watchdogGroup(links) },
];
