import { type ConfigNode, toPlain } from '../document/node.ts';
import { parseGoDuration } from '../go/duration.ts';
import { type CollectorSchema, type ComponentSchema, resolveSchema, type Schema } from '../schema/schema.ts';
import { Duration } from './duration.ts';
import { optionalDefaultsOf } from './optional-defaults.ts';

/** Settings of a component, with its defaults. */
export type Settings = Readonly<Record<string, unknown>>;

/** A text that is never shown; two of them are compared by what is in it. */
export class Secret {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  get isEmpty(): boolean {
    return this.#text === '';
  }
  equals(other: unknown): boolean {
    return other instanceof Secret && other.#text === this.#text;
  }
  toJSON(): string {
    return '(secret)';
  }
}

export const isRecord = (value: unknown): value is Settings =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Secret) &&
  !(value instanceof Duration);

interface Where {
  readonly schema: CollectorSchema;
  readonly kind: string;
  readonly type: string;
}

const durationOf = (nanos: number | undefined): Duration | undefined =>
  nanos === undefined ? undefined : new Duration(nanos);

const scalarOf = (node: ConfigNode, kind: Schema['kind']): unknown => {
  if (node.kind !== 'scalar') return toPlain(node);
  const { value } = node;
  const text = typeof value === 'string' ? value : (node.text ?? String(value));
  if (kind === 'opaque') return new Secret(text);
  if (kind === 'duration')
    return durationOf(typeof value === 'number' ? value : parseGoDuration(text)) ?? value;
  if (kind === 'string' || kind === 'text' || kind === 'id') return text;
  if (kind === 'integer' || kind === 'number') return Number.isNaN(Number(text)) ? value : Number(text);
  if (kind === 'bool' && typeof value === 'string')
    return value === 'true' ? true : value === 'false' ? false : value;
  return typeof value === 'bigint' ? text : value;
};

/** A default as values have it: an empty object stands for a text that has no form in JSON. */
const defaultOf = (value: unknown, schema: Schema): unknown => {
  if (schema.kind === 'opaque' && typeof value === 'string') return new Secret(value);
  if (schema.kind === 'duration' && typeof value === 'number') return new Duration(value);
  return schema.kind === 'text' && isRecord(value) ? undefined : value;
};

const recordOf = (
  node: ConfigNode | undefined,
  schema: Schema,
  given: unknown,
  path: readonly string[],
  where: Where,
): Settings => {
  const defaults = isRecord(given) ? given : {};
  const written = node?.kind === 'map' ? node.entries : new Map<string, { readonly value: ConfigNode }>();
  const any: Schema = { kind: 'any' };
  const isMap = schema.kind === 'map';
  const names = isMap && node ? [...written.keys()] : [...Object.keys(defaults), ...written.keys()];
  const entries = [...new Set([...names, ...Object.keys(schema.fields ?? {})])].sort().map((name) => {
    const known = schema.fields && Object.hasOwn(schema.fields, name) ? schema.fields[name] : undefined;
    const field = known ?? schema.remain ?? schema.items ?? any;
    const byDefault = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
    return [name, valueIn(written.get(name)?.value, field, byDefault, [...path, name], where)] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
};

/** A part that is off where it is absent, and takes the key `enabled`. */
const optionalOf = (
  node: ConfigNode | undefined,
  schema: Schema,
  given: unknown,
  path: readonly string[],
  where: Where,
): unknown => {
  const resolved = resolveSchema(schema, where.schema);
  const defaults = isRecord(given) ? given : optionalDefaultsOf(where.kind, where.type, path);
  const isWritten = node !== undefined && !(node.kind === 'scalar' && node.value === null && !defaults);
  if (!isWritten && !isRecord(given)) return null;
  const value = recordOf(node, resolved, defaults, path, where);
  const own = schema.ref ? where.schema.types[schema.ref]?.fields : schema.fields;
  if (own?.enabled) return value;
  const { enabled, ...rest } = value;
  return enabled === false ? null : rest;
};

/** What a setting is: as it is written, in the form of its kind, else its default. */
const valueIn = (
  node: ConfigNode | undefined,
  schema: Schema,
  given: unknown,
  path: readonly string[],
  where: Where,
): unknown => {
  if (schema.optional) return optionalOf(node, schema, given, path, where);
  const resolved = resolveSchema(schema, where.schema);
  const isNothing = node === undefined || (node.kind === 'scalar' && node.value === null);
  if (resolved.kind === 'object' && (isNothing || node.kind === 'map')) {
    const isOff = isNothing && schema.nullable && !isRecord(given) && path.length > 0;
    return isOff ? null : recordOf(isNothing ? undefined : node, resolved, given, path, where);
  }
  if (isNothing) return defaultOf(given, resolved);
  // Headers may be written as a map too.
  if (node.kind === 'map' && resolved.goType?.endsWith('configopaque.MapList'))
    return [...node.entries].map(([name, { value }]) => ({ name, value: scalarOf(value, 'opaque') }));
  if (node.kind === 'map') return recordOf(node, resolved, undefined, path, where);
  if (node.kind === 'list')
    return node.items.map((item) =>
      valueIn(item, resolved.items ?? { kind: 'any' }, undefined, [...path, '[]'], where),
    );
  // Lists of texts may be written as one text with commas.
  if (resolved.kind === 'list' && typeof node.value === 'string')
    return node.value === '' ? [] : node.value.split(',');
  return scalarOf(node, resolved.kind);
};

/** The settings with which a component runs. Without its schema, those that are written. */
export const effectiveSettings = (
  node: ConfigNode | undefined,
  kind: string,
  component: ComponentSchema | undefined,
  schema: CollectorSchema,
): Settings => {
  const config = component?.config ?? { kind: 'object' };
  const value = valueIn(node, config, component?.defaults, [], { schema, kind, type: component?.type ?? '' });
  return isRecord(value) ? value : {};
};
