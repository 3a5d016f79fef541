import { type Links, LOCAL_LINKS } from '../render-alerts.ts';
import type { NamedGroup } from '../rule-group.ts';
import { toYaml } from '../to-yaml.ts';
import { alertRules } from './alert-rules.ts';
import { budgetRules, increaseRules, windowRules } from './recording-rules.ts';
import type { Slo } from './slo.ts';

/** The name of an objective's files in the folders of rules and of tests. */
export const sloFile = ({ id }: Pick<Slo, 'id'>): string => `slo-${id}.yaml`;

/** Names of its groups, in the order in which they read each other. */
export const sloGroupNames = ({
  id,
}: Pick<Slo, 'id'>): readonly [increase: string, windows: string, budget: string] => [
  `slo-${id}-increase`,
  `slo-${id}`,
  `slo-${id}-budget`,
];

/**
 * The rules of an objective as groups of Prometheus. What is added up is recorded every 5 minutes, whatever the interval
 * of the server is: so the intervals follow each other without overlap. What looks at sums and alerts does so each minute.
 * No group has more than the 20 rules that Mimir takes unless it is told otherwise.
 */
export const sloGroups = (slo: Slo, links: Links = LOCAL_LINKS): readonly NamedGroup[] => {
  const [increase, windows, budget] = sloGroupNames(slo);
  return [
    { name: increase, interval: '5m', rules: increaseRules(slo) },
    { name: windows, interval: '1m', rules: [...windowRules(slo), ...alertRules(slo, links)] },
    { name: budget, interval: '1m', rules: budgetRules(slo) },
  ];
};

/** Who writes the files of objectives. */
export const SLO_WRITER = 'binnacle monitoring slo';

/** Where its files come from unless it is said. */
export const SLO_SOURCE = 'slo.yaml';

/** The objective as a Prometheus rule file. */
export const renderSloRules = (slo: Slo, links?: Links, source = SLO_SOURCE): string =>
  toYaml({ groups: sloGroups(slo, links) }, source, SLO_WRITER);
