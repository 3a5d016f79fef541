import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  COMPONENT_KINDS,
  type CollectorSchema,
  type ComponentKind,
  type ComponentSchema,
} from '../../../src/collector/schema/schema.ts';

/** One way of using one component, as its users write it. */
export interface Snippet {
  /** `receivers-otlp-3`. */
  readonly name: string;
  /** Undefined for `service.telemetry`. */
  readonly kind: ComponentKind | undefined;
  readonly type: string;
  readonly config: unknown;
  /** It stands in pipelines of these; all that the component can do where it is undefined. */
  readonly signals: readonly string[] | undefined;
  /** It looks right, and the Collector refuses it. */
  readonly isRefused: boolean;
  readonly schema: ComponentSchema;
}

const folder = join(import.meta.dirname, 'corpus');
const SHARED = readFileSync(join(folder, 'shared.yaml'), 'utf8');

type Uses = Pick<Snippet, 'config' | 'signals' | 'isRefused'>;

/** By the key that they stand under: a signal, `refused`, or `configurations` for all signals. */
const readOne = (path: string): readonly Uses[] => {
  const text = `${SHARED}${readFileSync(join(folder, path), 'utf8')}`;
  const all: Readonly<Record<string, readonly unknown[]>> = parse(text, { merge: true, maxAliasCount: -1 });
  return Object.entries(all).flatMap(([key, configs]) =>
    key.startsWith('.')
      ? []
      : configs.map((config) => ({
          config,
          isRefused: key === 'refused',
          signals: key === 'refused' || key === 'configurations' ? undefined : [key],
        })),
  );
};

/** A component by the name that it has in the newest version; older ones may call it otherwise. */
const named = (schema: CollectorSchema, kind: ComponentKind, type: string): ComponentSchema | undefined =>
  schema[kind][type] ?? schema[kind][schema.later?.[kind]?.[type]?.name ?? ''];

/** Of components that are in no Collector of the tests: a few ways to use them, not each key. */
export const readMore = (schema: CollectorSchema): readonly Snippet[] =>
  COMPONENT_KINDS.flatMap((kind) => {
    const path = join(import.meta.dirname, 'more', `${kind}.yaml`);
    const all: Readonly<Record<string, readonly unknown[]>> = parse(readFileSync(path, 'utf8'));
    return Object.entries(all).flatMap(([newest, configs]) => {
      const component = named(schema, kind, newest);
      if (!component) return [];
      return configs.map((config, index) => ({
        name: `${kind}-${newest}-${index}`,
        kind,
        type: component.type,
        config,
        signals: undefined,
        isRefused: false,
        schema: component,
      }));
    });
  });

/** Those of the components that a Collector has. */
export const readCorpus = (schema: CollectorSchema): readonly Snippet[] => {
  const components = COMPONENT_KINDS.flatMap((kind) =>
    readdirSync(join(folder, kind))
      .sort()
      .map((file) => ({ kind, type: file.replace('.yaml', ''), path: `${kind}/${file}` })),
  );
  const own = components.flatMap(({ kind, type, path }) => {
    const component = schema[kind][type];
    if (!component) return [];
    return readOne(path).map((use, index) => ({
      ...use,
      name: `${kind}-${type}-${index}`,
      kind,
      type,
      schema: component,
    }));
  });
  const telemetry = readOne('telemetry.yaml').map((use, index) => ({
    ...use,
    name: `telemetry-${index}`,
    kind: undefined,
    type: 'telemetry',
    schema: schema.telemetry,
  }));
  return [...own, ...telemetry];
};
