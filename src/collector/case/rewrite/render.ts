import { type ConfigNode, type Entry, entryOf, type MapNode, valueAt } from '../../document/node.ts';
import { COMPONENT_KINDS, type CollectorSchema } from '../../schema/schema.ts';
import { builtInType, type Components } from './components.ts';
import { type Plan, plainType, SERVER_TYPES } from './plan.ts';
import { nodeOf, withKey, withValue, writeYaml } from './write-yaml.ts';

export interface Surroundings {
  /** For the receivers of the plan, in their order. */
  readonly ports: readonly number[];
  /** Where captures send to; the number of each is added. */
  readonly captureUrl: string;
  /** For what the Collector keeps on disk. */
  readonly folder: string;
  readonly components: Components;
  readonly schema: CollectorSchema;
}

const LOOPBACK = '127.0.0.1';

/** The client's metadata is the one thing of a receiver that processors can see. */
const receiverOf = (node: ConfigNode | undefined, port: number): ConfigNode => {
  const metadata = ['http', 'grpc']
    .map((protocol) => valueAt(node, ['protocols', protocol, 'include_metadata']))
    .find((value) => value !== undefined);
  const http = nodeOf({ endpoint: `${LOOPBACK}:${port}` });
  return withValue(
    undefined,
    ['protocols', 'http'],
    metadata ? withKey(http, 'include_metadata', metadata) : http,
  );
};

const captureOf = (url: string): ConfigNode =>
  nodeOf({
    endpoint: url,
    encoding: 'json',
    compression: 'none',
    tls: { insecure: true },
    // What a pipeline gives to an exporter has been captured when the exporter says so.
    sending_queue: { enabled: false },
    retry_on_failure: { enabled: false },
  });

const mapEndpoints = (node: ConfigNode): ConfigNode => {
  if (node.kind !== 'map') return node;
  const entries = new Map<string, Entry>();
  for (const [key, entry] of node.entries)
    entries.set(key, {
      ...entry,
      value: key === 'endpoint' ? nodeOf(`${LOOPBACK}:0`) : mapEndpoints(entry.value),
    });
  return { ...node, entries };
};

const extensionOf = (id: string, node: ConfigNode | undefined, { folder }: Surroundings): ConfigNode => {
  const type = plainType(id);
  if (SERVER_TYPES.has(type)) {
    const moved = mapEndpoints(node ?? nodeOf({}));
    return type === 'healthcheckv2' ? moved : withKey(moved, 'endpoint', nodeOf(`${LOOPBACK}:0`));
  }
  if (type !== 'filestorage') return node ?? nodeOf(null);
  const own = withKey(withKey(node, 'directory', nodeOf(folder)), 'create_directory', nodeOf(true));
  return valueAt(node, ['compaction']) ? withValue(own, ['compaction', 'directory'], nodeOf(folder)) : own;
};

const mapOf = (pairs: readonly (readonly [string, ConfigNode])[]): MapNode => {
  const place = { file: '', line: 1, column: 1 };
  return { kind: 'map', place, entries: new Map(pairs.map(([key, value]) => [key, { key: place, value }])) };
};

const pairsOf = (node: ConfigNode | undefined): readonly (readonly [string, ConfigNode])[] =>
  node?.kind === 'map' ? [...node.entries].map(([key, { value }]) => [key, value] as const) : [];

/** Components that are used, and others that this Collector knows. */
const keptOf = (
  root: ConfigNode,
  kind: 'processors' | 'connectors',
  { components, schema }: Surroundings,
): MapNode =>
  mapOf(
    pairsOf(entryOf(root, kind)?.value).filter(
      ([id]) => builtInType(components, kind, id, schema) !== undefined,
    ),
  );

/** The configuration that a case runs, as YAML; `root` has its variables still as they are written. */
export const renderRun = (root: ConfigNode, plan: Plan, surroundings: Surroundings): string => {
  const { ports, captureUrl } = surroundings;
  const configOf = (kind: string, id: string) => entryOf(entryOf(root, kind)?.value, id)?.value;
  const sections: Record<(typeof COMPONENT_KINDS)[number], ConfigNode> = {
    receivers: mapOf(
      plan.taps.map(
        ({ id, name }, index) => [id, receiverOf(configOf('receivers', name), ports[index] ?? 0)] as const,
      ),
    ),
    processors: keptOf(root, 'processors', surroundings),
    exporters: mapOf(
      plan.captures.map(({ id }, index) => [id, captureOf(`${captureUrl}/${index}`)] as const),
    ),
    connectors: keptOf(root, 'connectors', surroundings),
    extensions: mapOf(
      plan.extensions.map((id) => [id, extensionOf(id, configOf('extensions', id), surroundings)] as const),
    ),
  };
  for (const { kind, id, path, beforeMillis, afterMillis } of plan.waits)
    if (afterMillis !== beforeMillis)
      sections[kind] = withValue(sections[kind], [id, ...path], nodeOf(`${afterMillis}ms`));
  const service = nodeOf({
    extensions: plan.extensions,
    telemetry: { metrics: { level: 'none' }, logs: { level: 'info', encoding: 'console' } },
    pipelines: Object.fromEntries(
      plan.pipelines.map(({ id, receivers, processors, exporters }) => [
        id,
        { receivers, processors, exporters },
      ]),
    ),
  });
  const used = COMPONENT_KINDS.map((kind) => [kind, sections[kind]] as const).filter(
    ([, node]) => node.kind === 'map' && node.entries.size > 0,
  );
  return writeYaml(mapOf([...used, ['service', service]]));
};
