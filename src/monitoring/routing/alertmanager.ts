import type { InhibitRule } from './inhibition.ts';
import type { Route } from './route.ts';
import type { TimeInterval } from './time-interval.ts';

/** What decides in a configuration of Alertmanager where an alert goes. */
export interface Alertmanager {
  readonly root: Route;
  readonly inhibitRules: readonly InhibitRule[];
  readonly timeIntervals: ReadonlyMap<string, readonly TimeInterval[]>;
}
