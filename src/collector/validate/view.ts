import { type ConfigNode, type ConfigPath, entryOf, type Place, type ScalarNode } from '../document/node.ts';
import { parseGoDuration } from '../go/duration.ts';
import { type CollectorSchema, type ComponentSchema, resolveSchema, type Schema } from '../schema/schema.ts';
import { readsScalars } from './reads-scalars.ts';
import type { Finding } from './type-rule.ts';

/** A value as the component gets it: what is configured, else the default at that place. */
export interface View {
  readonly path: ConfigPath;
  /** Where to say something about it: its key, or that of the nearest value around it that is written. */
  readonly place: Place;
  readonly node: ConfigNode | undefined;
  /** What this version of the Collector has here where nothing is written. */
  readonly defaults: unknown;
  /** Signals of the pipelines that use the component. */
  readonly signals: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  at(...keys: readonly (string | number)[]): View;
  /** It is there, and neither null nor turned off. */
  has(...keys: readonly string[]): boolean;
  /** Empty where there is none. */
  text(...keys: readonly string[]): string;
  /** Durations in nanoseconds; 0 where there is none. */
  number(...keys: readonly string[]): number;
  flag(...keys: readonly string[]): boolean;
  items(...keys: readonly string[]): readonly View[];
  texts(...keys: readonly string[]): readonly string[];
  entries(...keys: readonly string[]): readonly (readonly [string, View])[];
  /** The version of the Collector has such a key. */
  knows(...keys: readonly (string | number)[]): boolean;
  fault(message: string, ...keys: readonly (string | number)[]): Finding;
}

export interface ViewContext {
  readonly schema: CollectorSchema;
  readonly component: ComponentSchema | undefined;
  readonly signals: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface ViewStart {
  readonly node: ConfigNode | undefined;
  readonly given: Schema;
  readonly path: ConfigPath;
  readonly place: Place;
  readonly defaults: unknown;
  /** Keys from the component to here; undefined below a list, where nothing has a default. */
  readonly inner: readonly string[] | undefined;
}

const isNull = (node: ConfigNode | undefined): boolean => node?.kind === 'scalar' && node.value === null;

const isEmptyVariable = (node: ConfigNode | undefined): boolean =>
  node?.kind === 'scalar' && node.value === null && node.isExpanded === true;

/** A part that can be off, and that a variable which is empty turns on. */
export const isTurnedOn = ({ node, given }: ViewStart, { schema }: Pick<ViewContext, 'schema'>): boolean =>
  given.optional === true && isEmptyVariable(node) && readsScalars(schema);

const scalar = (node: ConfigNode | undefined): ScalarNode | undefined =>
  node?.kind === 'scalar' && node.value !== null ? node : undefined;

const field = (schema: Schema, key: string): Schema | undefined =>
  schema.fields && Object.hasOwn(schema.fields, key)
    ? schema.fields[key]
    : (schema.remain ?? (schema.kind === 'map' ? schema.items : undefined));

/** What the schema says of a value there, in the form that its key `type` gives it. */
const schemaOf = ({ given, node }: ViewStart, { schema }: ViewContext): Schema => {
  const resolved = resolveSchema(given, schema);
  const type = resolved.variants && entryOf(node, 'type')?.value;
  const variant = type?.kind === 'scalar' ? resolved.variants?.[String(type.value)] : undefined;
  return variant ? resolveSchema(variant, schema) : resolved;
};

const isKnown = (start: ViewStart, keys: readonly (string | number)[], context: ViewContext): boolean => {
  let reached = start;
  for (const key of keys) {
    const schema = schemaOf(reached, context);
    if (schema.fields && typeof key === 'string' && !field(schema, key)) return false;
    reached = childStart(reached, key, context);
  }
  return true;
};

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

/** What a view of one key, or of one item, begins with. */
export const childStart = (start: ViewStart, part: string | number, context: ViewContext): ViewStart => {
  const schema = schemaOf(start, context);
  const path = [...start.path, part];
  if (typeof part === 'number') {
    const node = start.node?.kind === 'list' ? start.node.items[part] : undefined;
    const defaults =
      (start.node && !isNull(start.node)) || !Array.isArray(start.defaults)
        ? undefined
        : start.defaults[part];
    const place = node?.place ?? start.place;
    return { node, given: schema.items ?? { kind: 'any' }, path, place, defaults, inner: undefined };
  }
  const entry = entryOf(start.node, part);
  const inner = start.inner && [...start.inner, part];
  // A variable that is empty leaves nothing of what is there by default, but where a part is turned on by that.
  const isEmptied = isEmptyVariable(start.node) && !isTurnedOn(start, context);
  const own = isEmptied ? undefined : property(start.defaults, part);
  const isOff = own === undefined || own === null;
  const latent = entry && inner && isOff ? context.component?.latent?.[inner.join('.')] : undefined;
  return {
    node: entry?.value,
    given: field(schema, part) ?? { kind: 'any' },
    path,
    place: entry?.key ?? start.place,
    defaults: latent ?? own,
    inner,
  };
};

const CONTAINERS: readonly string[] = ['object', 'ref', 'map', 'list'];

/** Null makes these empty; what holds values keeps its defaults. */
const isScalarKind = ({ kind }: Schema): boolean => !CONTAINERS.includes(kind);

const isPresent = (start: ViewStart, context: ViewContext): boolean => {
  const { node, given, defaults } = start;
  const isDefault = defaults !== undefined && defaults !== null;
  if (node === undefined) return isDefault;
  if (isEmptyVariable(node) && given.optional) return isTurnedOn(start, context);
  if (isNull(node)) return isDefault && !isScalarKind(given);
  const enabled = given.optional ? scalar(entryOf(node, 'enabled')?.value) : undefined;
  return enabled?.value !== false;
};

const textOf = ({ node, defaults }: ViewStart): string => {
  if (node && node.kind !== 'scalar') return node.text ?? '';
  const written = scalar(node);
  if (written)
    return typeof written.value === 'string' ? written.value : (written.text ?? String(written.value));
  // That is how a secret is shown that is not set.
  return typeof defaults === 'string' && defaults !== '[REDACTED]' && !isNull(node) ? defaults : '';
};

const numberOf = ({ node, defaults }: ViewStart): number => {
  const value = node ? scalar(node)?.value : defaults;
  if (typeof value === 'string') return parseGoDuration(value) ?? 0;
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : 0;
};

const itemsOf = (start: ViewStart, context: ViewContext): readonly View[] => {
  const { defaults } = start;
  const node = isNull(start.node) ? undefined : start.node;
  if (node?.kind === 'scalar' && typeof node.value === 'string')
    return (node.value === '' ? [] : node.value.split(',')).map((value) =>
      createView({ ...start, node: { ...node, value } }, context),
    );
  const length =
    node?.kind === 'list' ? node.items.length : node || !Array.isArray(defaults) ? 0 : defaults.length;
  return Array.from({ length }, (_, index) => createView(childStart(start, index, context), context));
};

const entriesOf = (start: ViewStart, context: ViewContext): readonly (readonly [string, View])[] => {
  const { node, defaults } = start;
  const written = node?.kind === 'map' ? [...node.entries.keys()] : [];
  const given = typeof defaults === 'object' && defaults !== null ? Object.keys(defaults) : [];
  return [...new Set([...written, ...given])].map((key) => [
    key,
    createView(childStart(start, key, context), context),
  ]);
};

export const createView = (start: ViewStart, context: ViewContext): View => {
  const reach = (keys: readonly (string | number)[]): ViewStart =>
    keys.reduce<ViewStart>((reached, key) => childStart(reached, key, context), start);
  return {
    path: start.path,
    place: start.place,
    node: start.node,
    defaults: start.defaults,
    signals: context.signals,
    env: context.env,
    at: (...keys) => createView(reach(keys), context),
    has: (...keys) => isPresent(reach(keys), context),
    text: (...keys) => textOf(reach(keys)),
    number: (...keys) => numberOf(reach(keys)),
    flag: (...keys) => {
      const { node, defaults } = reach(keys);
      return (node ? scalar(node)?.value : defaults) === true;
    },
    items: (...keys) => itemsOf(reach(keys), context),
    texts: (...keys) => itemsOf(reach(keys), context).map((item) => item.text()),
    entries: (...keys) => entriesOf(reach(keys), context),
    knows: (...keys) => isKnown(start, keys, context),
    fault: (message, ...keys) => ({ at: keys, message }),
  };
};
