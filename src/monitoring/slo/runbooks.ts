import type { Runbook } from '../alert.ts';
import { renderRunbookPage } from '../render-runbook.ts';
import { ABSENT_ALERT, ABSENT_KEPT, alertRules, BURN_ALERT, BURN_FOR, BURN_KEPT } from './alert-rules.ts';
import { EXAMPLE_SLO } from './example.ts';
import { BURN_CONDITIONS, burnFactor } from './windows.ts';

const BURN: Runbook = {
  meaning:
    'Users get more bad answers than the objective allows, and still do. `critical`: at this pace a fiftieth of the whole ' +
    'error budget is gone within an hour, or a twentieth within six. `warning`: a tenth within one day or three. Both need ten bad ' +
    'events or more (`minBadEvents`), so that single errors at night wake nobody.',
  checks: [
    'In the dashboard “Objectives” (the alert links to it): how much of the budget is left, and since when does it burn?',
    'Is it one environment? Budgets are apart for each.',
    'Availability: which endpoint fails (dashboard “Endpoint detail”, panel “Requests per second by status”), and which span of a failed trace fails first?',
    'Latency: which endpoint is slow, and was it a release, a dependency or the load?',
    'Do other objectives of the same service or of what it depends on burn as well?',
  ],
  firstActions: [
    'After a release: roll back.',
    'Page: lessen the harm first (roll back, switch off, shed load), look for the cause later.',
    'Ticket: plan the repair before the budget is gone; with none left, reliability goes before features.',
    'If the objective asks for more than users need, change it in slo.yaml with its owner, not the alert.',
  ],
};

const ABSENT: Runbook = {
  meaning:
    'The counters of the objective were there within the last day and have had no sample for a quarter of an hour. No bad events are ' +
    'seen, because none are: the objective is neither met nor missed. The alert ends by itself after a day.',
  checks: [
    'Does the service run? The alert service-silent says so for all of its metrics.',
    'Do other services report? Then it is not the Collector or Prometheus.',
    'Was a route, a service or a metric renamed, so that the indicator in slo.yaml matches nothing any more?',
  ],
  firstActions: [
    'If it is down: restart it, and look at the end of its log.',
    'If something was renamed: change slo.yaml, and write the rules again with `binnacle monitoring slo`.',
    'If it was removed on purpose: remove the objective, and silence the alert for a day.',
  ],
};

const conditionOf = (name: string): string =>
  alertRules(EXAMPLE_SLO, { grafanaUrl: '', runbookUrl: '' })
    .filter(({ alert }) => alert === name)
    .map(({ labels, expr }) => `# ${labels.severity}\n${expr}`)
    .join('\n\n');

const factors = BURN_CONDITIONS.map(
  (condition) => `${burnFactor(condition, EXAMPLE_SLO.window)} for ${condition.long} and ${condition.short}`,
).join(', ');

/** The pages that alerts of objectives link to, by their names without `.md`. */
export const sloRunbooks: readonly { readonly id: string; readonly text: string }[] = [
  {
    id: BURN_ALERT.runbook,
    text: renderRunbookPage({
      title: BURN_ALERT.name,
      about: `Severity critical (a page) or warning (a ticket), after ${BURN_FOR}; over after ${BURN_KEPT.critical} or ${BURN_KEPT.warning} without it. The rules are made from an objective: [objectives](../slo.md). Burn rates for a window of ${EXAMPLE_SLO.window}: ${factors}.`,
      runbook: BURN,
      condition: conditionOf(BURN_ALERT.name),
      source: 'src/monitoring/slo/runbooks.ts',
    }),
  },
  {
    id: ABSENT_ALERT.runbook,
    text: renderRunbookPage({
      title: ABSENT_ALERT.name,
      about: `Severity warning, after 15m without samples; over after ${ABSENT_KEPT} with them. The rule is made from an objective: [objectives](../slo.md).`,
      runbook: ABSENT,
      condition: conditionOf(ABSENT_ALERT.name),
      source: 'src/monitoring/slo/runbooks.ts',
    }),
  },
];
