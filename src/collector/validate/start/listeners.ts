import { type ConfigNode, type ConfigPath, type Place, pathText, placeText } from '../../document/node.ts';
import { parseAddress } from '../../go/address.ts';
import type { Problem } from '../../problem.ts';
import { type ConfiguredComponent, componentStart } from '../components.ts';
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

const componentListeners = (
  component: ConfiguredComponent,
  { schema, env }: ValidateOptions,
): readonly Listener[] => {
  if (!component.schema || !component.isDecoded) return [];
  const view = createView(componentStart(component), {
    schema,
    env,
    signals: [],
    component: component.schema,
  });
  return (ENDPOINTS[`${component.kind}/${component.type}`] ?? []).flatMap((keys) => {
    const inner = view.at(...keys);
    if (keys.length > 0 && !view.has(...keys)) return [];
    const transport = inner.text('transport');
    return listenerOf(inner, inner.text('endpoint'), transport, 'endpoint');
  });
};

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

/** Two listeners on one port: the second of them fails when the Collector starts. */
export const checkListeners = (
  root: ConfigNode,
  used: readonly ConfiguredComponent[],
  options: ValidateOptions,
): readonly Problem[] => {
  const listeners = [
    ...telemetryListeners(root, options),
    ...used.flatMap((component) => componentListeners(component, options)),
  ];
  return listeners.flatMap((listener, index) => {
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
};
