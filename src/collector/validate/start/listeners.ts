import { type ConfigNode, type ConfigPath, type Place, pathText, placeText } from '../../document/node.ts';
import { parseAddress } from '../../go/address.ts';
import type { Problem } from '../../problem.ts';
import { type ConfiguredComponent, componentStart } from '../components.ts';
import { checkServer } from '../listen.ts';
import type { ValidateOptions } from '../options.ts';
import { telemetryView } from '../telemetry.ts';
import { createView, type View } from '../view.ts';

interface Listener {
  readonly host: string;
  readonly port: string;
  readonly protocol: 'tcp' | 'udp';
  readonly path: ConfigPath;
  readonly place: Place;
}

/** Where components listen, as keys from the component to an object that has `endpoint`. */
const ENDPOINTS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'receivers/otlp': [
    ['protocols', 'grpc'],
    ['protocols', 'http'],
  ],
  'receivers/statsd': [[]],
  'exporters/prometheus': [[]],
  'extensions/health_check': [[]],
  'extensions/pprof': [[]],
  'extensions/zpages': [[]],
};

/** It takes datagrams too. */
const STATSD = 'receivers/statsd';

const ALL_HOSTS = new Set(['', '0.0.0.0', '::']);
const LOOPBACKS = new Set(['localhost', '127.0.0.1', '::1']);

const listenerOf = (
  view: View,
  endpoint: string,
  transport: string,
  ...key: string[]
): readonly Listener[] => {
  const address = parseAddress(endpoint);
  if ('fault' in address || address.port === '' || address.port === '0') return [];
  const { path, place } = view.at(...key);
  const protocol = transport.startsWith('udp') ? 'udp' : 'tcp';
  return [{ ...address, protocol, path, place }];
};

/** What a component listens with, where it does. */
const serversOf = (
  component: ConfiguredComponent,
  { schema, env }: ValidateOptions,
): readonly { readonly view: View; readonly isStream: boolean }[] => {
  if (!component.schema || !component.isDecoded) return [];
  const view = createView(componentStart(component), {
    schema,
    env,
    signals: [],
    component: component.schema,
  });
  const name = `${component.kind}/${component.type}`;
  return (ENDPOINTS[name] ?? []).flatMap((keys) =>
    keys.length > 0 && !view.has(...keys) ? [] : [{ view: view.at(...keys), isStream: name !== STATSD }],
  );
};

const componentListeners = (component: ConfiguredComponent, options: ValidateOptions): readonly Listener[] =>
  serversOf(component, options).flatMap(({ view }) =>
    listenerOf(view, view.text('endpoint'), view.text('transport'), 'endpoint'),
  );

/** Servers that cannot listen on any machine. */
const checkAddresses = (component: ConfiguredComponent, options: ValidateOptions): readonly Problem[] =>
  serversOf(component, options).flatMap(({ view, isStream }) =>
    [...checkServer(view, isStream)].map(({ at, message }) => {
      const { path, place } = view.at(...at);
      return {
        id: 'fails-to-start',
        severity: 'error',
        place,
        path,
        message: `${pathText(path)}: ${message}`,
      } as const;
    }),
  );

const telemetryListeners = (root: ConfigNode, options: ValidateOptions): readonly Listener[] => {
  const view = telemetryView(root, options);
  if (view.text('metrics', 'level').toLowerCase() === 'none') return [];
  return view.items('metrics', 'readers').flatMap((reader) => {
    const pull = reader.at('pull', 'exporter', 'prometheus');
    return reader.has('pull', 'exporter', 'prometheus')
      ? listenerOf(pull, `${pull.text('host')}:${pull.number('port')}`, 'tcp', 'port')
      : [];
  });
};

const meets = (one: Listener, other: Listener): boolean =>
  one.port === other.port &&
  one.protocol === other.protocol &&
  (one.host === other.host ||
    ALL_HOSTS.has(one.host) ||
    ALL_HOSTS.has(other.host) ||
    (LOOPBACKS.has(one.host) && LOOPBACKS.has(other.host)));

/** Servers that cannot listen, or not both: the second on one port fails when the Collector starts. */
export const checkListeners = (
  root: ConfigNode,
  used: readonly ConfiguredComponent[],
  options: ValidateOptions,
): readonly Problem[] => {
  const listeners = [
    ...telemetryListeners(root, options),
    ...used.flatMap((component) => componentListeners(component, options)),
  ];
  const conflicts = listeners.flatMap((listener, index) => {
    const first = listeners.slice(0, index).find((each) => meets(each, listener));
    if (!first) return [];
    const message = `${pathText(listener.path)}: port ${listener.port} is taken by ${pathText(first.path)}, ${placeText(first.place, '').replace(/: $/, '')}`;
    return [
      {
        id: 'port-conflict',
        severity: 'error',
        place: listener.place,
        path: listener.path,
        message,
      } as const,
    ];
  });
  return [...used.flatMap((component) => checkAddresses(component, options)), ...conflicts];
};
