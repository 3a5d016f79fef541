import type { Alertmanager } from './alertmanager.ts';
import { type InhibitRule, isInhibitedBy } from './inhibition.ts';
import { type Labels, labelOf, matchesAll, showMatcher } from './matchers/matcher.ts';
import { matchRoutes, type RoutePath, type Timing } from './route.ts';
import { containsTime } from './time-interval.ts';

/** One place that an alert is sent to. */
export interface Delivery {
  readonly receiver: string;
  /** Matchers of each node from below the root to the one that sends. */
  readonly path: readonly string[];
  readonly groupBy: readonly string[];
  readonly timing: Timing;
  /** Names of the time intervals that mute it at the time asked for. */
  readonly mutedBy: readonly string[];
  /** It has active times, and this is none of them. */
  readonly isInactive: boolean;
  /** All of its time intervals, muting or not now. */
  readonly intervals: readonly string[];
}

/** An alert that would keep this one silent. */
export interface Inhibition {
  readonly rule: string;
  /** What that alert would have to match. */
  readonly source: string;
  readonly equal: Labels;
}

export interface Decision {
  readonly labels: Labels;
  readonly deliveries: readonly Delivery[];
  /** Rules that apply now, by the alerts that are said to fire. */
  readonly inhibitedBy: readonly Inhibition[];
  /** Rules that could apply. */
  readonly canBeInhibitedBy: readonly Inhibition[];
}

export interface Circumstances {
  readonly epochMillis: number;
  /** Other alerts that fire. */
  readonly firing: readonly Labels[];
}

const deliveryOf = (path: RoutePath, { timeIntervals }: Alertmanager, epochMillis: number): Delivery => {
  const route = path.at(-1) as RoutePath[number];
  const isNow = (name: string): boolean =>
    (timeIntervals.get(name) ?? []).some((interval) => containsTime(interval, epochMillis));
  return {
    receiver: route.receiver,
    path: path.slice(1).map(({ matchers }) => matchers.map(showMatcher).join(', ') || 'everything else'),
    groupBy: route.groupBy,
    timing: route.timing,
    mutedBy: route.mutedIn.filter(isNow),
    isInactive: route.activeIn.length > 0 && !route.activeIn.some(isNow),
    intervals: [...route.mutedIn, ...route.activeIn],
  };
};

const inhibitionOf = (rule: InhibitRule, labels: Labels): Inhibition => {
  const source = rule.source.map(showMatcher).join(', ');
  return {
    rule: rule.name ?? source,
    source,
    equal: Object.fromEntries(rule.equal.map((name) => [name, labelOf(labels, name)])),
  };
};

/** An alert that is a source of the rule as well is silenced by those sources only that are no targets. */
const canBeInhibited = (rule: InhibitRule, labels: Labels): boolean => matchesAll(rule.target, labels);

/** Where Alertmanager sends an alert, and what would keep it from that. */
export const decide = (alertmanager: Alertmanager, labels: Labels, now: Circumstances): Decision => {
  const { root, inhibitRules } = alertmanager;
  return {
    labels,
    deliveries: matchRoutes(root, labels).map((path) => deliveryOf(path, alertmanager, now.epochMillis)),
    inhibitedBy: inhibitRules
      .filter((rule) => now.firing.some((firing) => isInhibitedBy(rule, labels, firing)))
      .map((rule) => inhibitionOf(rule, labels)),
    canBeInhibitedBy: inhibitRules
      .filter((rule) => canBeInhibited(rule, labels))
      .map((rule) => inhibitionOf(rule, labels)),
  };
};
