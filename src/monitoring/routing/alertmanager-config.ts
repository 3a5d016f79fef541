import { Document, isMap, isScalar, isSeq, visit } from 'yaml';
import { BUILT_IN_INHIBITION } from './built-in-inhibition.ts';
import { showMatcher } from './matchers/matcher.ts';
import { parseMatchers } from './matchers/parse-matchers.ts';
import { timeIntervalsOf } from './quiet-hours.ts';
import { receiverTypes } from './receivers.generated.ts';
import { routeTree } from './route-tree.ts';
import type { Mail, ReceiverOf, Routing } from './routing.ts';

const smtp = ({ from, server, username, passwordFile, tls = true }: Mail): object => ({
  smtp_from: from,
  smtp_smarthost: server,
  ...(username !== undefined && { smtp_auth_username: username, smtp_auth_password_file: passwordFile }),
  ...(!tls && { smtp_require_tls: false }),
});

const receiverOf = (name: string, receiver: ReceiverOf, isWatchdog: boolean): object => {
  const type = receiverTypes.find(({ id }) => id in receiver);
  if (!type) return { name };
  const configured = type.configure(receiver[type.id] ?? {});
  // The end of the watchdog would be heard as one more sign of life.
  return { name, [type.key]: [{ ...configured, ...(isWatchdog && { send_resolved: false }) }] };
};

/** The receiver of a watchdog that nobody listens to: one of the file without a service, or one more. */
const silentReceiver = (receivers: Routing['receivers']): string => {
  const silent = Object.keys(receivers).find((name) => Object.keys(receivers[name] ?? {}).length === 0);
  if (silent !== undefined) return silent;
  let name = 'nobody';
  while (name in receivers) name += '-';
  return name;
};

const ownRules = ({ inhibit = [] }: Routing): readonly object[] =>
  inhibit.map((rule) => ({
    source_matchers: parseMatchers(rule.while).map(showMatcher),
    target_matchers: parseMatchers(rule.mute).map(showMatcher),
    equal: rule.same ?? [],
  }));

const builtIn = BUILT_IN_INHIBITION.map(({ name, source, target, equal }) => ({
  name,
  source_matchers: source,
  target_matchers: target,
  ...(equal.length > 0 && { equal }),
}));

/** The configuration of Alertmanager 0.34 as data: https://prometheus.io/docs/alerting/latest/configuration/ */
export const alertmanagerConfig = (routing: Routing): Record<string, unknown> => {
  const { receivers, watchdog, mail, quietHours, builtInInhibition = true } = routing;
  const watchdogReceiver = watchdog ?? silentReceiver(receivers);
  const names = [...Object.keys(receivers), ...(watchdogReceiver in receivers ? [] : [watchdogReceiver])];
  const inhibitRules = [...(builtInInhibition ? builtIn : []), ...ownRules(routing)];
  return {
    ...(mail && { global: smtp(mail) }),
    route: routeTree(routing, watchdogReceiver),
    receivers: names.map((name) => receiverOf(name, receivers[name] ?? {}, name === watchdog)),
    ...(inhibitRules.length > 0 && { inhibit_rules: inhibitRules }),
    ...(quietHours &&
      Object.keys(quietHours).length > 0 && {
        time_intervals: Object.entries(quietHours).map(([name, hours]) => ({
          name,
          time_intervals: timeIntervalsOf(hours),
        })),
      }),
  };
};

/** The same as a file that says where it comes from, with why each rule of inhibition is there. */
export const renderAlertmanager = (routing: Routing, source: string, command: string): string => {
  const document = new Document(alertmanagerConfig(routing), { aliasDuplicateObjects: false });
  document.commentBefore = ` Written by \`${command}\` from ${source}. Secrets are in files that it names.`;
  const rules = document.get('inhibit_rules');
  if (isSeq(rules))
    for (const rule of rules.items) {
      const known = isMap(rule) && BUILT_IN_INHIBITION.find(({ name }) => name === rule.get('name'));
      if (known && isMap(rule)) rule.commentBefore = ` ${known.comment}`;
    }
  // Names and matchers on one line, as people write them.
  visit(document, {
    Seq: (_, list) => {
      if (list.items.every((item) => isScalar(item))) list.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
};

/** The files with secrets that Alertmanager reads, sorted. */
export const secretFiles = (routing: Routing): readonly string[] => {
  const files = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, each] of Object.entries(value)) {
      if (key.endsWith('_file') && typeof each === 'string') files.add(each);
      look(each);
    }
  };
  look(alertmanagerConfig(routing));
  return [...files].sort();
};
