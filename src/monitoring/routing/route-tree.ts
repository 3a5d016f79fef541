import { showMatcher } from './matchers/matcher.ts';
import type { Grouping, Routing, TeamRouting } from './routing.ts';
import { WATCHDOG } from './watchdog.ts';

/** Everything else is a page: an alert of one's own without a severity rather wakes somebody than nobody. */
const TICKET = showMatcher({ name: 'severity', operator: '=~', value: 'warning|info' });

/** As before there was a routing.yaml. */
const DEFAULT_GROUPING: Required<Grouping> = {
  by: ['alertname', 'job'],
  wait: '15s',
  interval: '2m',
  repeat: '4h',
};

const groupingKeys = ({ by, wait, interval, repeat }: Grouping): object => ({
  ...(by && { group_by: by }),
  ...(wait !== undefined && { group_wait: wait }),
  ...(interval !== undefined && { group_interval: interval }),
  ...(repeat !== undefined && { repeat_interval: repeat }),
});

/**
 * What a dependency in trouble does to those who ask it, where nothing mutes it, is one notification of each kind: while
 * it is merely slow their pages are told, and budgets still burn for a while when it is over.
 */
const BY_CAUSE = {
  matchers: [showMatcher({ name: 'dependency', operator: '!=', value: '' })],
  group_by: ['alertname', 'dependency', 'deployment_environment_name'],
};

interface Leaf {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly mute_time_intervals?: readonly string[];
}

/** A route with that below it. Alertmanager does not hand down when a route is silent. */
const withCause = (route: Leaf): object => ({
  ...route,
  routes: [
    { ...BY_CAUSE, ...(route.mute_time_intervals && { mute_time_intervals: route.mute_time_intervals }) },
  ],
});

const isSame = (a: readonly string[], b: readonly string[]): boolean => a.join('\n') === b.join('\n');

/** A route for each receiver, so that each is a receiver of its own on Alertmanager's page; all but the last go on. */
const routesTo = (receivers: readonly string[], more: Omit<Leaf, 'receiver'>): readonly Leaf[] =>
  receivers.map((receiver, index) => ({
    receiver,
    ...more,
    ...(index < receivers.length - 1 && { continue: true }),
  }));

/** Below a route whose own receiver is the first of the pages. Who says what is grouped has said it of everything. */
const teamRoutes = (
  { page, ticket = page, quietHours, grouping }: TeamRouting,
  common: Routing['grouping'],
): readonly object[] => {
  const isQuiet = quietHours !== undefined && quietHours.length > 0;
  const tickets =
    isSame(page, ticket) && !isQuiet
      ? []
      : routesTo(ticket, {
          matchers: [TICKET],
          ...(isQuiet && { mute_time_intervals: quietHours }),
        });
  const pages = page.length > 1 ? routesTo(page, {}) : [];
  if ((grouping?.by ?? common?.by) !== undefined) return [...tickets, ...pages];
  return [...[...tickets, ...pages].map(withCause), ...(pages.length > 0 ? [] : [BY_CAUSE])];
};

const teamRoute = (team: TeamRouting, matchers: readonly string[], common: Routing['grouping']): object => {
  const routes = teamRoutes(team, common);
  return {
    matchers,
    receiver: team.page[0],
    ...groupingKeys(team.grouping ?? {}),
    ...(routes.length > 0 && { routes }),
  };
};

/** `shop/*` as a regular expression. */
const servicePattern = (service: string): string =>
  service.replace(/[.+?^$()|[\]]/g, '\\$&').replaceAll('*', '.*');

/** The team that the catalogue gives alerts of services to, as it knows nobody's teams. */
const CATALOGUE_TEAM = 'application';

export const routeTree = (routing: Routing, watchdogReceiver: string): object => {
  const { teams, grouping } = routing;
  const names = Object.keys(teams);
  const fallback = routing.defaultTeam ?? (names[0] as string);
  const defaultTeam = teams[fallback] as TeamRouting;
  const equals = (name: string, value: string): string => showMatcher({ name, operator: '=', value });
  const byService = names.flatMap((name) => {
    const team = teams[name] as TeamRouting;
    if (!team.services) return [];
    const value = team.services.map(servicePattern).join('|');
    return [
      teamRoute(
        team,
        [equals('team', CATALOGUE_TEAM), showMatcher({ name: 'service', operator: '=~', value })],
        grouping,
      ),
    ];
  });
  const byName = names
    .filter((name) => name !== fallback || defaultTeam.grouping !== undefined)
    .map((name) => teamRoute(teams[name] as TeamRouting, [equals('team', name)], grouping));
  return {
    receiver: defaultTeam.page[0],
    ...groupingKeys({ ...DEFAULT_GROUPING, ...grouping }),
    routes: [
      {
        matchers: [equals('alertname', WATCHDOG.name)],
        receiver: watchdogReceiver,
        group_by: ['alertname'],
        group_wait: '0s',
        // Once a minute: an interval as long as the repetition would leave out every second one.
        group_interval: '1m',
        repeat_interval: '50s',
      },
      ...byService,
      ...byName,
      ...teamRoutes(defaultTeam, grouping),
    ],
  };
};
