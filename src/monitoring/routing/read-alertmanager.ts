import type { Fault } from '../../core/yaml/parse.ts';
import type { Alertmanager } from './alertmanager.ts';
import { createNodes, type Node } from './configuration-node.ts';
import { createMatcher, type Matcher, type MatchOperator } from './matchers/matcher.ts';
import { parseMatchers } from './matchers/parse-matchers.ts';
import { readTimeIntervals } from './read-time-interval.ts';
import { DEFAULT_TIMING, type Route } from './route.ts';

export interface ReadAlertmanager {
  /** Undefined where the file cannot be used. */
  readonly alertmanager: Alertmanager | undefined;
  readonly faults: readonly Fault[];
}

const parsed = (node: Node, parse: () => readonly Matcher[]): readonly Matcher[] => {
  try {
    return parse();
  } catch (error) {
    node.fail((error as Error).message);
    return [];
  }
};

const readMatchers = (list: Node | undefined): readonly Matcher[] =>
  (list?.items() ?? []).flatMap((item) => parsed(item, () => parseMatchers(item.text() ?? '')));

/**
 * Of the keys before there were matchers: a map of labels and values. Alertmanager anchors these regular expressions, and then
 * makes matchers of what came out, so that they are anchored twice: `a)|(b` is not what it is as a matcher.
 */
const readOld = (map: Node | undefined, operator: MatchOperator): readonly Matcher[] =>
  (map?.entries() ?? []).flatMap(([name, value]) =>
    parsed(value, () => [
      createMatcher(name, operator, operator === '=~' ? `^(?:${value.text() ?? ''})$` : (value.text() ?? '')),
    ]),
  );

/** Alertmanager reads YAML 1.1, in which `yes` is true. */
const isYes = (node: Node | undefined): boolean => /^(?:y|yes|on|true)$/i.test(node?.text() ?? '');

const nameOf = (node: Node): string => node.get('name')?.text() ?? '';

const servicesOf = (receiver: Node): readonly string[] =>
  receiver.entries().flatMap(([key, value]) => {
    const [, service] = /^(.+)_configs$/.exec(key) ?? [];
    return service === undefined || value.items().length === 0 ? [] : [service];
  });

const readRoute = (node: Node, parent: Route | undefined, receivers: readonly string[]): Route => {
  const receiver = node.get('receiver');
  const name = receiver?.text();
  if (name !== undefined && !receivers.includes(name))
    receiver?.fail(`there is no receiver "${name}"; there are ${receivers.join(', ')}`);
  if (parent === undefined && name === undefined) node.fail('the root needs a receiver');
  const { wait, interval, repeat } = parent?.timing ?? DEFAULT_TIMING;
  const route: Omit<Route, 'routes'> = {
    receiver: name || (parent?.receiver ?? ''),
    matchers: [
      ...readOld(node.get('match'), '='),
      ...readOld(node.get('match_re'), '=~'),
      ...readMatchers(node.get('matchers')),
    ],
    isContinued: isYes(node.get('continue')),
    groupBy: node.get('group_by')?.texts() ?? parent?.groupBy ?? [],
    timing: {
      wait: node.get('group_wait')?.text() ?? wait,
      interval: node.get('group_interval')?.text() ?? interval,
      repeat: node.get('repeat_interval')?.text() ?? repeat,
    },
    // These two are not inherited.
    mutedIn: node.get('mute_time_intervals')?.texts() ?? [],
    activeIn: node.get('active_time_intervals')?.texts() ?? [],
  };
  const whole = { ...route, routes: [] };
  return {
    ...route,
    routes: (node.get('routes')?.items() ?? []).map((child) => readRoute(child, whole, receivers)),
  };
};

/**
 * Reads of a configuration of Alertmanager what decides where an alert goes. The rest is not looked at: `amtool
 * check-config` does that.
 */
export const readAlertmanager = (text: string): ReadAlertmanager => {
  const faults: Fault[] = [];
  const root = createNodes(text, faults);
  const route = root?.get('route');
  if (root && !route)
    root.fail('has no "route"; expected a configuration of Alertmanager, or a routing.yaml');
  if (!root || !route) return { alertmanager: undefined, faults };
  const services = new Map(
    (root.get('receivers')?.items() ?? []).map((each) => [nameOf(each), servicesOf(each)]),
  );
  const receivers = [...services.keys()];
  const alertmanager: Alertmanager = {
    services,
    root: readRoute(route, undefined, receivers),
    inhibitRules: (root.get('inhibit_rules')?.items() ?? []).map((rule) => {
      const name = rule.get('name')?.text();
      const side = (which: 'source' | 'target'): readonly Matcher[] => [
        ...readOld(rule.get(`${which}_match`), '='),
        ...readOld(rule.get(`${which}_match_re`), '=~'),
        ...readMatchers(rule.get(`${which}_matchers`)),
      ];
      return {
        source: side('source'),
        target: side('target'),
        equal: rule.get('equal')?.texts() ?? [],
        ...(name !== undefined && { name }),
      };
    }),
    timeIntervals: new Map(
      ['mute_time_intervals', 'time_intervals'].flatMap((key) =>
        (root.get(key)?.items() ?? []).map((each) => [
          nameOf(each),
          readTimeIntervals(each.get('time_intervals')),
        ]),
      ),
    ),
  };
  return { alertmanager: faults.length > 0 ? undefined : alertmanager, faults };
};
