import { nearest } from '../../core/nearest.ts';
import {
  type ConfigNode,
  type ConfigPath,
  entryOf,
  kindOf,
  type MapNode,
  type Place,
  pathText,
} from '../document/node.ts';
import type { Problem } from '../problem.ts';
import {
  type CollectorSchema,
  type ComponentKind,
  type ComponentSchema,
  findComponent,
} from '../schema/schema.ts';
import { parseId } from './id.ts';

export const SIGNALS = ['traces', 'metrics', 'logs', 'profiles'] as const;
export type Signal = (typeof SIGNALS)[number];

/** A component as it stands in a list of a pipeline or of `service.extensions`. */
export interface Reference {
  readonly id: string;
  readonly place: Place;
  readonly path: ConfigPath;
}

export interface Pipeline {
  readonly id: string;
  readonly signal: Signal | undefined;
  readonly key: Place;
  readonly path: ConfigPath;
  readonly receivers: readonly Reference[];
  readonly processors: readonly Reference[];
  readonly exporters: readonly Reference[];
}

const PIPELINE_KEYS = ['receivers', 'processors', 'exporters'] as const;
type PipelineKey = (typeof PIPELINE_KEYS)[number];

/** Components of each kind that are configured, by id, with the place of their key. */
export type Configured = Readonly<Record<ComponentKind, ReadonlyMap<string, Place>>>;

export interface ServiceCheck {
  readonly schema: CollectorSchema;
  readonly configured: Configured;
  readonly problems: Problem[];
}

const SINGULAR: Readonly<Record<ComponentKind, string>> = {
  receivers: 'receiver',
  processors: 'processor',
  exporters: 'exporter',
  connectors: 'connector',
  extensions: 'extension',
};

const add = (check: ServiceCheck, id: string, place: Place, path: ConfigPath, message: string): void => {
  check.problems.push({ id, severity: 'error', place, path, message: `${pathText(path)}: ${message}` });
};

const referencesOf = (node: ConfigNode | undefined, path: ConfigPath): readonly Reference[] => {
  if (node?.kind === 'scalar' && typeof node.value === 'string')
    return node.value.split(',').map((id) => ({ id, place: node.place, path }));
  if (node?.kind !== 'list') return [];
  return node.items.flatMap((item, index) =>
    item.kind === 'scalar' && item.value !== null
      ? [{ id: String(item.value), place: item.place, path: [...path, index] }]
      : [],
  );
};

/** The pipelines of a configuration, whatever is wrong with them. */
export const pipelinesOf = (root: ConfigNode): readonly Pipeline[] => {
  const pipelines = entryOf(entryOf(root, 'service')?.value, 'pipelines')?.value;
  if (pipelines?.kind !== 'map') return [];
  return [...pipelines.entries].map(([id, { key, value }]) => {
    const path = ['service', 'pipelines', id];
    const type = parseId(id)?.type;
    const lists = (name: PipelineKey) => referencesOf(entryOf(value, name)?.value, [...path, name]);
    return {
      id,
      signal: SIGNALS.find((signal) => signal === type),
      key,
      path,
      receivers: lists('receivers'),
      processors: lists('processors'),
      exporters: lists('exporters'),
    };
  });
};

/** Says that a reference leads nowhere, and where it could lead. */
const dangling = (
  { id, place, path }: Reference,
  kinds: readonly ComponentKind[],
  check: ServiceCheck,
): void => {
  const known = kinds.flatMap((kind) => [...check.configured[kind].keys()]);
  const near = nearest(id, known);
  const hint = near ? `did you mean "${near}"?` : `configured: ${known.toSorted().join(', ') || 'none'}`;
  add(
    check,
    'dangling-reference',
    place,
    path.slice(0, -1),
    `"${id}" is not configured as ${SINGULAR[kinds[0] as ComponentKind]}; ${hint}`,
  );
};

const componentOf = (
  id: string,
  kind: ComponentKind,
  { schema }: ServiceCheck,
): ComponentSchema | undefined => {
  const type = parseId(id)?.type;
  return type === undefined ? undefined : findComponent(schema, kind, type);
};

const checkSignal = (
  reference: Reference,
  kind: ComponentKind,
  signal: Signal,
  check: ServiceCheck,
): void => {
  const component = componentOf(reference.id, kind, check);
  if (!component || component.stability[signal] !== undefined) return;
  const supported = Object.keys(component.stability).filter(
    (each) => component.stability[each] !== undefined,
  );
  add(
    check,
    'wrong-signal',
    reference.place,
    reference.path.slice(0, -1),
    `"${reference.id}" does not support ${signal}; it supports ${supported.join(', ')}`,
  );
};

const checkList = (pipeline: Pipeline, key: PipelineKey, check: ServiceCheck): void => {
  const kinds: readonly ComponentKind[] = key === 'processors' ? ['processors'] : [key, 'connectors'];
  const seen = new Set<string>();
  for (const reference of pipeline[key]) {
    const kind = kinds.find((each) => check.configured[each].has(reference.id));
    if (!kind) dangling(reference, kinds, check);
    else if (kind !== 'connectors' && pipeline.signal) checkSignal(reference, kind, pipeline.signal, check);
    if (key === 'processors' && seen.has(reference.id))
      add(
        check,
        'duplicate-processor',
        reference.place,
        reference.path.slice(0, -1),
        `"${reference.id}" is there twice`,
      );
    seen.add(reference.id);
  }
};

const checkPipeline = (pipeline: Pipeline, check: ServiceCheck): void => {
  if (!pipeline.signal) {
    const near = nearest(pipeline.id.split('/')[0] as string, SIGNALS);
    const hint = near
      ? `did you mean "${near}"?`
      : `expected ${SIGNALS.join(', ')}, alone or with a name such as traces/backend`;
    add(check, 'unknown-signal', pipeline.key, pipeline.path, `no signal of this name; ${hint}`);
  }
  for (const key of ['receivers', 'exporters'] as const)
    if (pipeline[key].length === 0)
      add(check, 'empty-pipeline', pipeline.key, pipeline.path, `has no ${key}; expected at least one`);
  for (const key of PIPELINE_KEYS) checkList(pipeline, key, check);
};

/** A connector joins pipelines: it has to end one and begin another, of signals that it can join. */
const checkConnector = (
  id: string,
  place: Place,
  pipelines: readonly Pipeline[],
  check: ServiceCheck,
): void => {
  const sources = pipelines.filter(({ exporters }) => exporters.some((each) => each.id === id));
  const targets = pipelines.filter(({ receivers }) => receivers.some((each) => each.id === id));
  const path: ConfigPath = ['connectors', id];
  if (sources.length === 0 && targets.length === 0) return;
  if (sources.length === 0 || targets.length === 0) {
    const [has, lacks] = sources.length > 0 ? ['exporter', 'receiver'] : ['receiver', 'exporter'];
    const where = [...sources, ...targets].map((each) => each.id).join(', ');
    add(check, 'one-sided-connector', place, path, `is ${has} of ${where} and ${lacks} of no pipeline`);
    return;
  }
  const component = componentOf(id, 'connectors', check);
  if (!component) return;
  const joins = (from: Pipeline, to: Pipeline): boolean =>
    component.stability[`${from.signal}_to_${to.signal}`] !== undefined;
  const can = Object.keys(component.stability)
    .map((each) => each.replaceAll('_', ' '))
    .join(', ');
  for (const source of sources)
    if (source.signal && !targets.some((target) => joins(source, target)))
      add(
        check,
        'wrong-signal',
        place,
        path,
        `cannot take ${source.signal} of ${source.id} to ${targets.map((each) => each.id).join(', ')}; it joins ${can}`,
      );
  for (const target of targets)
    if (target.signal && !sources.some((source) => joins(source, target)))
      add(
        check,
        'wrong-signal',
        place,
        path,
        `cannot give ${target.signal} to ${target.id} from ${sources.map((each) => each.id).join(', ')}; it joins ${can}`,
      );
};

/** Pipelines that feed each other through connectors would send data round for ever. */
const checkCycles = (pipelines: readonly Pipeline[], check: ServiceCheck): void => {
  const nextOf = (pipeline: Pipeline): readonly Pipeline[] =>
    pipelines.filter(({ receivers }) =>
      receivers.some(
        ({ id }) => check.configured.connectors.has(id) && pipeline.exporters.some((each) => each.id === id),
      ),
    );
  const done = new Set<Pipeline>();
  const visit = (pipeline: Pipeline, way: readonly Pipeline[]): void => {
    const start = way.indexOf(pipeline);
    if (start >= 0) {
      const ids = [...way.slice(start), pipeline].map(({ id }) => id).join(' -> ');
      add(check, 'cycle', pipeline.key, pipeline.path, `feeds itself through connectors: ${ids}`);
      return;
    }
    if (done.has(pipeline)) return;
    for (const next of nextOf(pipeline)) visit(next, [...way, pipeline]);
    done.add(pipeline);
  };
  for (const pipeline of pipelines) visit(pipeline, []);
};

const checkPipelines = (root: ConfigNode, check: ServiceCheck): void => {
  const pipelines = pipelinesOf(root);
  for (const pipeline of pipelines) checkPipeline(pipeline, check);
  for (const [id, place] of check.configured.connectors) checkConnector(id, place, pipelines, check);
  checkCycles(pipelines, check);
};

const SERVICE_KEYS = ['extensions', 'pipelines', 'telemetry'];

/** Keys and types of `service` but for `telemetry`, which has a schema. */
const checkShape = (service: MapNode, check: ServiceCheck): void => {
  const unknown = (node: MapNode, path: ConfigPath, known: readonly string[]): void => {
    for (const [key, entry] of node.entries) {
      if (known.includes(key)) continue;
      const near = nearest(key, known);
      add(
        check,
        'unknown-key',
        entry.key,
        path,
        `"${key}" is not known; ${near ? `did you mean "${near}"?` : `known: ${known.join(', ')}`}`,
      );
    }
  };
  const wrongType = (node: ConfigNode, path: ConfigPath, what: string): void =>
    add(check, 'type', node.place, path, `expected ${what}, found ${kindOf(node)}`);
  const checkIds = (node: ConfigNode | undefined, path: ConfigPath): void => {
    if (!node || (node.kind === 'scalar' && (node.value === null || typeof node.value === 'string'))) return;
    if (node.kind !== 'list') return wrongType(node, path, 'a list of components');
    node.items.forEach((item, index) => {
      if (item.kind !== 'scalar' || typeof item.value !== 'string')
        wrongType(item, [...path, index], 'the name of a component');
    });
  };

  unknown(service, ['service'], SERVICE_KEYS);
  checkIds(entryOf(service, 'extensions')?.value, ['service', 'extensions']);
  const pipelines = entryOf(service, 'pipelines')?.value;
  if (!pipelines || pipelines.kind === 'scalar') {
    if (pipelines && pipelines.kind === 'scalar' && pipelines.value !== null)
      wrongType(pipelines, ['service', 'pipelines'], 'a map of pipelines');
    return;
  }
  if (pipelines.kind !== 'map') return wrongType(pipelines, ['service', 'pipelines'], 'a map of pipelines');
  for (const [id, { value }] of pipelines.entries) {
    const path: ConfigPath = ['service', 'pipelines', id];
    if (value.kind === 'scalar' && value.value === null) continue;
    if (value.kind !== 'map') wrongType(value, path, 'a map with receivers, processors and exporters');
    else {
      unknown(value, path, PIPELINE_KEYS);
      for (const key of PIPELINE_KEYS) checkIds(entryOf(value, key)?.value, [...path, key]);
    }
  }
};

/** Checks `service`: what it refers to, what its pipelines carry, and how connectors join them. */
export const checkService = (root: ConfigNode, check: ServiceCheck): void => {
  const entry = entryOf(root, 'service');
  if (!entry || (entry.value.kind === 'scalar' && entry.value.value === null)) {
    add(check, 'missing', entry?.key ?? root.place, ['service'], 'is missing; expected pipelines');
    return;
  }
  if (entry.value.kind !== 'map') {
    add(
      check,
      'type',
      entry.value.place,
      ['service'],
      `expected a map with pipelines, found ${kindOf(entry.value)}`,
    );
    return;
  }
  checkShape(entry.value, check);
  for (const reference of referencesOf(entryOf(entry.value, 'extensions')?.value, ['service', 'extensions']))
    if (!check.configured.extensions.has(reference.id)) dangling(reference, ['extensions'], check);
  const pipelines = entryOf(entry.value, 'pipelines')?.value;
  if (
    !pipelines ||
    (pipelines.kind === 'map' && pipelines.entries.size === 0) ||
    (pipelines.kind === 'scalar' && pipelines.value === null)
  )
    add(
      check,
      'missing',
      entry.key,
      ['service', 'pipelines'],
      'is missing; expected at least one, such as traces',
    );
  checkPipelines(root, check);
};
