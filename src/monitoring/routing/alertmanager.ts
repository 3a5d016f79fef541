import type { InhibitRule } from './inhibition.ts';
import type { Route } from './route.ts';
import type { TimeInterval } from './time-interval.ts';

/** What decides in a configuration of Alertmanager where an alert goes. */
export interface Alertmanager {
  readonly root: Route;
  /** The services of each receiver, such as `slack`. With none, alerts are shown on Alertmanager's page alone. */
  readonly services: ReadonlyMap<string, readonly string[]>;
  readonly inhibitRules: readonly InhibitRule[];
  readonly timeIntervals: ReadonlyMap<string, readonly TimeInterval[]>;
}
