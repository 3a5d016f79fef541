import { type Labels, type Matcher, matchesAll } from './matchers/matcher.ts';

export interface Timing {
  readonly wait: string;
  readonly interval: string;
  readonly repeat: string;
}

/** A node of Alertmanager's routing tree, with what it inherits filled in. */
export interface Route {
  readonly receiver: string;
  readonly matchers: readonly Matcher[];
  readonly isContinued: boolean;
  /** Labels; `...` alone is all of them. */
  readonly groupBy: readonly string[];
  readonly timing: Timing;
  readonly mutedIn: readonly string[];
  readonly activeIn: readonly string[];
  readonly routes: readonly Route[];
}

/** From the root to the node that sends. */
export type RoutePath = readonly Route[];

/** Defaults of https://prometheus.io/docs/alerting/latest/configuration/#route */
export const DEFAULT_TIMING: Timing = { wait: '30s', interval: '5m', repeat: '4h' };

/**
 * Which nodes send an alert, in the order of the tree: depth first, siblings until one matches that is not continued, the
 * node itself where none of its children matches.
 */
export const matchRoutes = (root: Route, labels: Labels, above: RoutePath = []): RoutePath[] => {
  if (!matchesAll(root.matchers, labels)) return [];
  const path = [...above, root];
  const found: RoutePath[] = [];
  for (const route of root.routes) {
    const below = matchRoutes(route, labels, path);
    found.push(...below);
    if (below.length > 0 && !route.isContinued) break;
  }
  return found.length > 0 ? found : [path];
};
