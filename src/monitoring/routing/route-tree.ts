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

const isSame = (a: readonly string[], b: readonly string[]): boolean => a.join('\n') === b.join('\n');

/** A route for each receiver, so that each is a receiver of its own on Alertmanager's page; all but the last go on. */
const routesTo = (receivers: readonly string[], more: object): readonly object[] =>
  receivers.map((receiver, index) => ({
    receiver,
    ...more,
    ...(index < receivers.length - 1 && { continue: true }),
  }));

/** Below a route whose own receiver is the first of the pages. */
const teamRoutes = ({ page, ticket = page, quietHours }: TeamRouting): readonly object[] => {
  const isQuiet = quietHours !== undefined && quietHours.length > 0;
  const tickets =
    isSame(page, ticket) && !isQuiet
      ? []
      : routesTo(ticket, {
          matchers: [TICKET],
          ...(isQuiet && { mute_time_intervals: quietHours }),
        });
  return [...tickets, ...(page.length > 1 ? routesTo(page, {}) : [])];
};

const teamRoute = (team: TeamRouting, matchers: readonly string[]): object => {
  const routes = teamRoutes(team);
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
      teamRoute(team, [
        equals('team', CATALOGUE_TEAM),
        showMatcher({ name: 'service', operator: '=~', value }),
      ]),
    ];
  });
  const byName = names
    .filter((name) => name !== fallback || defaultTeam.grouping !== undefined)
    .map((name) => teamRoute(teams[name] as TeamRouting, [equals('team', name)]));
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
      ...teamRoutes(defaultTeam),
    ],
  };
};
