import { type ConfigNode, type ConfigPath, entryOf, type Place, valueAt } from '../document/node.ts';
import { type Component, componentsOf, isUnknown, type LintContext, placeOf, textOf } from './context.ts';
import { isLoopback } from './endpoint.ts';

/** An address at which a component listens. */
export interface Server {
  readonly component: Component;
  /** From the component to what has `endpoint`. */
  readonly path: ConfigPath;
  readonly endpoint: string;
  readonly place: Place;
  readonly node: ConfigNode | undefined;
}

/** Receivers that ask for their data, so that `endpoint` is not where they listen. */
const ASKING = new Set(['kafka', 'prometheus', 'nop', 'redis', 'postgresql', 'mysql', 'nginx', 'http_check']);

/** Extensions that people or probes reach. */
const LISTENING_EXTENSIONS = ['health_check', 'healthcheckv2', 'pprof', 'zpages'];

const serversOf = (component: Component): readonly Server[] => {
  const servers: Server[] = [];
  const add = (path: ConfigPath): void => {
    const node = valueAt(component.node, path);
    const endpoint = entryOf(node, 'endpoint')?.value;
    const text = textOf(endpoint);
    // With a variable that is not set, what is left of the text says nothing about the host.
    if (text === undefined || !endpoint || isUnknown(endpoint)) return;
    if (endpoint.kind === 'scalar' && endpoint.isExpanded && text.startsWith(':')) return;
    servers.push({ component, path, endpoint: text, place: placeOf(component, [...path, 'endpoint']), node });
  };
  add([]);
  const protocols = entryOf(component.node, 'protocols')?.value;
  if (protocols?.kind === 'map') for (const name of protocols.entries.keys()) add(['protocols', name]);
  return servers;
};

/** Where receivers that are used listen. */
export const receiverServers = (context: LintContext): readonly Server[] =>
  componentsOf(context, 'receivers')
    .filter(({ type, pipelines }) => pipelines.length > 0 && !ASKING.has(type))
    .flatMap(serversOf);

/** Where extensions that are started listen. */
export const extensionServers = (context: LintContext): readonly Server[] =>
  componentsOf(context, 'extensions', ...LISTENING_EXTENSIONS)
    .filter(({ id }) => context.extensions.some((each) => each.id === id))
    .flatMap(serversOf);

/** Those of receivers that are reached over the network. */
export const networkServers = (context: LintContext): readonly Server[] =>
  receiverServers(context).filter(({ endpoint }) => !isLoopback(endpoint));
