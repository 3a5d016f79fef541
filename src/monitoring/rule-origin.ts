import { inGroups } from './rule-group.ts';
import type { RuleGroup } from './rule-groups.ts';

/**
 * A group of rules has nothing but rules, so which groups came from where is recorded as a series of its own: one for each
 * group, by the place that its objectives and probes are kept in.
 */
const ORIGIN_RECORD = 'binnacle:rules_origin:info';

/** No place's name has a colon, so the groups of none have the name of another's. */
const nameOf = (origin: string, index: number): string => `origin:${origin}:${index + 1}`;

/** The groups that say which groups come from a place. */
export const originGroups = (origin: string, names: readonly string[]): readonly RuleGroup[] =>
  inGroups(
    names.map((group) => ({ record: ORIGIN_RECORD, expr: 'vector(1)', labels: { origin, group } })),
  ).map((rules, index) => {
    const name = nameOf(origin, index);
    return { name, group: { name, rules } };
  });

/** The places that groups come from, by the names of the groups, as a ruler has them. */
export const groupOrigins = (groups: readonly object[]): ReadonlyMap<string, string> => {
  const origins = new Map<string, string>();
  for (const given of groups) {
    const { name, rules } = given as { readonly name?: unknown; readonly rules?: unknown };
    for (const rule of Array.isArray(rules) ? rules : []) {
      const { record, labels } = rule as { record?: unknown; labels?: { origin?: unknown; group?: unknown } };
      if (record !== ORIGIN_RECORD || typeof labels?.origin !== 'string') continue;
      origins.set(String(labels.group), labels.origin);
      origins.set(String(name), labels.origin);
    }
  }
  return origins;
};
