import { type ConfigNode, type ConfigPath, entryOf, type Place } from './document/node.ts';
import { normalizeId, parseId } from './id.ts';

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

export const PIPELINE_KEYS = ['receivers', 'processors', 'exporters'] as const;
export type PipelineKey = (typeof PIPELINE_KEYS)[number];

export const referencesOf = (node: ConfigNode | undefined, path: ConfigPath): readonly Reference[] => {
  if (node?.kind !== 'list') return [];
  return node.items.flatMap((item, index) =>
    item.kind === 'scalar' && item.value !== null
      ? [{ id: normalizeId(String(item.value)), place: item.place, path: [...path, index] }]
      : [],
  );
};

const readPipelines = (root: ConfigNode): readonly Pipeline[] => {
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

const known = new WeakMap<ConfigNode, readonly Pipeline[]>();

/** The pipelines of a configuration, whatever is wrong with them. Asked again, it has the same ones. */
export const pipelinesOf = (root: ConfigNode): readonly Pipeline[] => {
  const pipelines = known.get(root) ?? readPipelines(root);
  known.set(root, pipelines);
  return pipelines;
};

interface Named {
  /** Of the pipeline. */
  readonly index: number;
  readonly reference: Reference;
}

type Naming = Readonly<Record<PipelineKey, ReadonlyMap<string, readonly Named[]>>>;

const namings = new WeakMap<readonly Pipeline[], Naming>();

const createNaming = (pipelines: readonly Pipeline[]): Naming => {
  const naming = {
    receivers: new Map<string, Named[]>(),
    processors: new Map<string, Named[]>(),
    exporters: new Map<string, Named[]>(),
  };
  for (const [index, pipeline] of pipelines.entries())
    for (const key of PIPELINE_KEYS)
      for (const reference of pipeline[key]) {
        const found = naming[key].get(reference.id);
        if (found) found.push({ index, reference });
        else naming[key].set(reference.id, [{ index, reference }]);
      }
  return naming;
};

const namedBy = (
  pipelines: readonly Pipeline[],
  keys: readonly PipelineKey[],
  ids: readonly string[],
): readonly Named[] => {
  const naming = namings.get(pipelines) ?? createNaming(pipelines);
  namings.set(pipelines, naming);
  return keys
    .flatMap((key) => ids.flatMap((id) => naming[key].get(id) ?? []))
    .toSorted((one, other) => one.index - other.index);
};

/** Where some lists name a component, pipeline by pipeline. */
export const referencesNaming = (
  pipelines: readonly Pipeline[],
  keys: readonly PipelineKey[],
  id: string,
): readonly Reference[] => namedBy(pipelines, keys, [id]).map(({ reference }) => reference);

/** Those that name one of some components in one of some lists, in order, without a search through all of them. */
export const pipelinesNaming = (
  pipelines: readonly Pipeline[],
  keys: readonly PipelineKey[],
  ids: readonly string[],
): readonly Pipeline[] =>
  [...new Set(namedBy(pipelines, keys, ids).map(({ index }) => index))].map(
    (index) => pipelines[index] as Pipeline,
  );
