import { type Labels, labelOf, type Matcher, matchesAll } from './matchers/matcher.ts';

/** While an alert fires that is a source, alerts that are targets are not sent. */
export interface InhibitRule {
  readonly name?: string;
  readonly source: readonly Matcher[];
  readonly target: readonly Matcher[];
  /** Labels that have to be the same on both; one that neither has is the same. */
  readonly equal: readonly string[];
}

/** An alert that is a source as well as a target is not silenced by another one that is both. */
export const isInhibitedBy = (
  { source, target, equal }: InhibitRule,
  alert: Labels,
  firing: Labels,
): boolean =>
  matchesAll(target, alert) &&
  matchesAll(source, firing) &&
  equal.every((name) => labelOf(alert, name) === labelOf(firing, name)) &&
  !(matchesAll(source, alert) && matchesAll(target, firing));
