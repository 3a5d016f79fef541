/** A group of rules as Prometheus has it in its files. */
export interface NamedGroup {
  readonly name: string;
  /** A duration of Prometheus; without it the server's own. */
  readonly interval?: string;
  readonly rules: readonly object[];
}

/**
 * The rules that Mimir takes in one group unless it is told otherwise: `-ruler.max-rules-per-rule-group`.
 * https://grafana.com/docs/mimir/latest/configure/configuration-parameters/
 */
const RULES_PER_GROUP = 20;

/** Rules in as many groups as they need. */
export const inGroups = (rules: readonly object[]): readonly (readonly object[])[] =>
  Array.from({ length: Math.ceil(rules.length / RULES_PER_GROUP) }, (_, index) =>
    rules.slice(index * RULES_PER_GROUP, (index + 1) * RULES_PER_GROUP),
  );

/** Rules that do not read each other, in as many groups as they need: `name`, `name-2`, `name-3`. */
export const groupsOf = (name: string, rules: readonly object[]): readonly NamedGroup[] =>
  inGroups(rules).map((some, index) => ({
    name: index === 0 ? name : `${name}-${index + 1}`,
    rules: some,
  }));
