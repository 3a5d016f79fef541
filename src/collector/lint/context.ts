import type { SourceFile } from '../document/load.ts';
import { type ConfigNode, type ConfigPath, entryOf, type Place, toPlain, valueAt } from '../document/node.ts';
import { parseId } from '../id.ts';
import {
  COMPONENT_KINDS,
  type CollectorSchema,
  type ComponentKind,
  type ComponentSchema,
  findComponent,
} from '../schema/schema.ts';
import {
  PIPELINE_KEYS,
  type Pipeline,
  pipelinesNaming,
  pipelinesOf,
  type Reference,
  referencesOf,
} from '../topology.ts';

/** A component that is configured. */
export interface Component {
  readonly kind: ComponentKind;
  readonly id: string;
  /** As it is written. */
  readonly writtenType: string;
  /** The present name of its type. */
  readonly type: string;
  readonly key: Place;
  readonly node: ConfigNode;
  readonly path: ConfigPath;
  readonly schema: ComponentSchema | undefined;
  /** Empty where nothing uses it, and of extensions. */
  readonly pipelines: readonly Pipeline[];
}

/** A place of a pipeline with the component that stands there. */
export interface Used extends Reference {
  readonly component: Component;
}

export interface LintContext {
  readonly root: ConfigNode;
  readonly sources: readonly SourceFile[];
  readonly schema: CollectorSchema;
  readonly pipelines: readonly Pipeline[];
  readonly components: readonly Component[];
  /** What `service.extensions` starts. */
  readonly extensions: readonly Reference[];
  /** The memory that the container may use, where somebody said so. */
  readonly memoryMib?: number;
}

export const createContext = (
  root: ConfigNode,
  sources: readonly SourceFile[],
  schema: CollectorSchema,
): LintContext => {
  const pipelines = pipelinesOf(root);
  const components = COMPONENT_KINDS.flatMap((kind): Component[] => {
    const node = entryOf(root, kind)?.value;
    if (node?.kind !== 'map') return [];
    return [...node.entries].map(([id, { key, value }]) => {
      const writtenType = parseId(id)?.type ?? id;
      const found = findComponent(schema, kind, writtenType);
      const lists = kind === 'connectors' ? PIPELINE_KEYS : PIPELINE_KEYS.filter((each) => each === kind);
      return {
        kind,
        id,
        writtenType,
        type: found?.type ?? writtenType,
        key,
        node: value,
        path: [kind, id],
        schema: found,
        pipelines: pipelinesNaming(pipelines, lists, [id]),
      };
    });
  });
  const extensions = referencesOf(valueAt(root, ['service', 'extensions']), ['service', 'extensions']);
  return { root, sources, schema, pipelines, components, extensions };
};

export const componentsOf = (
  { components }: LintContext,
  kind: ComponentKind,
  ...types: readonly string[]
): readonly Component[] =>
  components.filter((each) => each.kind === kind && (types.length === 0 || types.includes(each.type)));

const indexes = new WeakMap<readonly Component[], ReadonlyMap<string, Component>>();

/** The component of a kind and id, without a search through all of them. */
export const componentNamed = (
  { components }: Pick<LintContext, 'components'>,
  kind: ComponentKind,
  id: string,
): Component | undefined => {
  const index =
    indexes.get(components) ?? new Map(components.map((each) => [`${each.kind}.${each.id}`, each]));
  indexes.set(components, index);
  return index.get(`${kind}.${id}`);
};

/** The components of one list of a pipeline, in order; a connector counts as receiver and as exporter. */
export const usedIn = (
  context: Pick<LintContext, 'components'>,
  pipeline: Pipeline,
  key: 'receivers' | 'processors' | 'exporters',
): readonly Used[] =>
  pipeline[key].flatMap((reference) => {
    const component =
      componentNamed(context, key, reference.id) ??
      (key === 'processors' ? undefined : componentNamed(context, 'connectors', reference.id));
    return component ? [{ ...reference, component }] : [];
  });

/** A value whose variable is not set here: nothing can be said about it. */
export const isUnknown = (node: ConfigNode | undefined): boolean =>
  node?.kind === 'scalar' && node.isExpanded === true && (node.value === null || node.value === '');

/** The value as it is written, else the component's default; undefined where neither is there. Durations of defaults are numbers. */
export const effective = (component: Component, path: ConfigPath): unknown => {
  const written = valueAt(component.node, path);
  if (isUnknown(written)) return undefined;
  if (written && !(written.kind === 'scalar' && written.value === null)) return toPlain(written);
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined,
    component.schema?.defaults,
  );
};

/** The text of a string, or the number as it is written. */
export const textOf = (node: ConfigNode | undefined): string | undefined => {
  if (node?.kind !== 'scalar' || node.value === null || isUnknown(node)) return undefined;
  return typeof node.value === 'string' ? node.value : (node.text ?? String(node.value));
};

/** Where a key is written, else the nearest thing above it that is. */
export const placeOf = (component: Component, path: ConfigPath): Place => {
  let place = component.key;
  let node: ConfigNode | undefined = component.node;
  for (const part of path) {
    if (typeof part === 'number') {
      node = node?.kind === 'list' ? node.items[part] : undefined;
      if (!node) return place;
      place = node.place;
    } else {
      const entry = entryOf(node, part);
      if (!entry) return place;
      place = entry.key;
      node = entry.value;
    }
  }
  return place;
};

/** The items of a list that is written, as plain data. */
export const toPlainList = (component: Component, path: ConfigPath): readonly unknown[] => {
  const node = valueAt(component.node, path);
  return node?.kind === 'list' ? node.items.map(toPlain) : [];
};
