import type { ConfigNode } from '../../document/node.ts';
import { entryOf } from '../../document/node.ts';
import { parseId } from '../../id.ts';
import type { CollectorSchema } from '../../schema/schema.ts';
import { type Pipeline, pipelinesOf } from '../../topology.ts';
import { CASE_SIGNALS, type CaseSignal } from '../case.ts';
import type { Output } from '../output/received.ts';
import { builtInType, type Components } from './components.ts';
import { type Wait, waitsOf } from './stages.ts';

/** Where a case puts data in: a receiver of the configuration, or a pipeline. */
export interface Tap {
  /** The receiver's id, or the pipeline's. */
  readonly name: string;
  /** Its id in the configuration that runs. */
  readonly id: string;
}

interface Capture {
  readonly output: Output;
  readonly id: string;
}

interface PlannedPipeline {
  readonly id: string;
  readonly signal: CaseSignal;
  /** Ids that stand in the place of the ones there were. */
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
  /** Receivers of the configuration, connectors left out. */
  readonly taps: readonly string[];
}

export interface Plan {
  readonly pipelines: readonly PlannedPipeline[];
  readonly taps: readonly Tap[];
  readonly captures: readonly Capture[];
  readonly extensions: readonly string[];
  readonly waits: readonly Wait[];
  readonly exporterType: string;
}

/** A configuration that this Collector cannot run; what would work is in the message. */
export class CannotRun extends Error {}

/** Listeners that belong to the Collector alone and can be moved. */
export const SERVER_TYPES: ReadonlySet<string> = new Set(['healthcheck', 'healthcheckv2', 'pprof', 'zpages']);

export const plainType = (id: string): string => (parseId(id)?.type ?? id).replaceAll('_', '');

const idsOf = (root: ConfigNode, kind: string): ReadonlySet<string> => {
  const node = entryOf(root, kind)?.value;
  return new Set(node?.kind === 'map' ? node.entries.keys() : []);
};

const mentions = (node: ConfigNode | undefined, text: string): boolean => {
  if (!node) return false;
  if (node.kind === 'scalar') return node.value === text;
  const inner = node.kind === 'list' ? node.items : [...node.entries.values()].map(({ value }) => value);
  return inner.some((each) => mentions(each, text));
};

const usedOf = (pipelines: readonly Pipeline[], key: 'receivers' | 'processors' | 'exporters') =>
  new Set(pipelines.flatMap((pipeline) => pipeline[key].map(({ id }) => id)));

/** Extensions that something in the pipelines names, and listeners; the others have no part in what data becomes. */
const extensionsOf = (root: ConfigNode, used: readonly (ConfigNode | undefined)[]): readonly string[] => {
  const started = entryOf(entryOf(root, 'service')?.value, 'extensions')?.value;
  const ids =
    started?.kind === 'list'
      ? started.items.flatMap((item) => (item.kind === 'scalar' ? [String(item.value)] : []))
      : [];
  return ids.filter((id) => SERVER_TYPES.has(plainType(id)) || used.some((node) => mentions(node, id)));
};

const supported = ({ id, signal }: Pipeline): CaseSignal => {
  const known = CASE_SIGNALS.find((each) => each === signal);
  if (known === undefined)
    throw new CannotRun(
      `service.pipelines.${id}: cases have ${CASE_SIGNALS.join(', ')}; this pipeline has another signal`,
    );
  return known;
};

export interface PlanOptions {
  readonly components: Components;
  readonly schema: CollectorSchema;
  /** Names that data is put into, beside receivers: ids of pipelines. */
  readonly into: readonly string[];
  /** Waits of the configuration stay as they are. */
  readonly keepsTiming: boolean;
}

/** What has to change so that a configuration runs by itself. Throws CannotRun where it cannot. */
export const planRun = (root: ConfigNode, { components, schema, into, keepsTiming }: PlanOptions): Plan => {
  const pipelines = pipelinesOf(root);
  if (pipelines.length === 0) throw new CannotRun('service.pipelines: there is no pipeline');
  const exporterType = ['otlp_http', 'otlphttp'].find((type) => components.types.exporters.has(type));
  if (!exporterType || !components.types.receivers.has('otlp'))
    throw new CannotRun(
      `this Collector lacks ${exporterType ? 'the receiver otlp' : 'the exporter otlp_http'}, by which cases put data in and take it out; add it to the builder manifest`,
    );
  const connectors = idsOf(root, 'connectors');
  const taps = new Map<string, Tap>();
  const tapFor = (name: string): string => {
    const tap = taps.get(name) ?? { name, id: `otlp/case-${taps.size + 1}` };
    taps.set(name, tap);
    return tap.id;
  };
  const captures: Capture[] = [];
  const planned = pipelines.map((pipeline): PlannedPipeline => {
    const signal = supported(pipeline);
    const own = pipeline.receivers.map(({ id }) => id);
    const replaced = own.map((id) => (connectors.has(id) ? id : tapFor(id)));
    const exporters = pipeline.exporters.map(({ id }) => {
      if (connectors.has(id)) return id;
      const capture = {
        output: { pipeline: pipeline.id, exporter: id, signal },
        id: `${exporterType}/case-${captures.length + 1}`,
      };
      captures.push(capture);
      return capture.id;
    });
    return {
      id: pipeline.id,
      signal,
      receivers: into.includes(pipeline.id) ? [...replaced, tapFor(pipeline.id)] : replaced,
      processors: pipeline.processors.map(({ id }) => id),
      exporters,
      taps: own.filter((id) => !connectors.has(id)),
    };
  });
  const processors = [...usedOf(pipelines, 'processors')];
  const usedConnectors = [...connectors].filter(
    (id) => usedOf(pipelines, 'exporters').has(id) || usedOf(pipelines, 'receivers').has(id),
  );
  const configOf = (kind: string, id: string) => entryOf(entryOf(root, kind)?.value, id)?.value;
  const extensions = extensionsOf(root, [
    ...processors.map((id) => configOf('processors', id)),
    ...usedConnectors.map((id) => configOf('connectors', id)),
  ]).filter(
    (id) =>
      !SERVER_TYPES.has(plainType(id)) || builtInType(components, 'extensions', id, schema) !== undefined,
  );
  const needed = [
    ...processors.map((id) => ['processors', id] as const),
    ...usedConnectors.map((id) => ['connectors', id] as const),
    ...extensions.map((id) => ['extensions', id] as const),
  ];
  const missing = needed.filter(([kind, id]) => builtInType(components, kind, id, schema) === undefined);
  if (missing.length > 0)
    throw new CannotRun(
      `this Collector (${components.version}) lacks ${missing.map(([kind, id]) => `${kind}.${id}`).join(', ')}; build one that has it: binnacle collector manifest … --build`,
    );
  const waits = [
    ...processors.flatMap((id) => waitsOf('processors', id, configOf('processors', id), keepsTiming)),
    ...usedConnectors.flatMap((id) => waitsOf('connectors', id, configOf('connectors', id), keepsTiming)),
  ];
  return { pipelines: planned, taps: [...taps.values()], captures, extensions, waits, exporterType };
};
