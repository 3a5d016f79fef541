import { type CollectorSchema, resolveSchema, type Schema } from '../schema/schema.ts';
import { acceptedTexts } from '../validate/accepted-texts.ts';
import { durationText } from './duration-text.ts';

/** A JSON Schema of draft 7. */
export type JsonSchema = Readonly<Record<string, unknown>> | true;

/** A value may come from somewhere else: `${env:NAME}`, `${file:…}`. What it becomes is seen at the start only. */
const REFERENCE = '\\$\\{[^}]+\\}';

const DURATION = `^[+-]?(0|(([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$|${REFERENCE}`;

const ID = `^ *[a-zA-Z][0-9a-zA-Z_]{0,62} *(/.+)?$|${REFERENCE}`;

/** Nothing is the same as absent. */
const orReference = (...types: readonly string[]) => ({
  type: [...types, 'string', 'null'],
  pattern: REFERENCE,
});

export interface Conversion {
  readonly schema: CollectorSchema;
  /** By the name of the type; filled while values are converted. */
  readonly definitions: Map<string, JsonSchema>;
  /** By type and key; the empty key is the type itself. */
  readonly descriptions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What stands beside a reference counts for nothing. */
export const withDescription = (schema: JsonSchema, description: string | undefined): JsonSchema => {
  if (description === undefined) return schema;
  if (schema === true) return { description };
  return '$ref' in schema ? { allOf: [schema], description } : { ...schema, description };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hasDefaults = (value: unknown): boolean => isRecord(value) && Object.keys(value).length > 0;

/** Of a type that is referred to: `/` would have to be written in another way. */
const definitionName = ({ ref = '', optional }: Schema): string =>
  `${ref.replaceAll('/', '.')}${optional ? '.optional' : ''}`;

const refer = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

/** Code of a component may read a text where its type has a map: one statement of a list, for example. */
const withTexts = (list: JsonSchema): JsonSchema =>
  list === true ? list : { ...list, items: { anyOf: [list.items, { type: 'string' }] } };

const objectOf = (
  given: Schema,
  type: string | undefined,
  defaults: unknown,
  conversion: Conversion,
  open: ReadonlySet<string>,
): JsonSchema => {
  const own = isRecord(defaults) ? defaults : {};
  const properties = Object.fromEntries(
    Object.entries(given.fields ?? {}).map(([key, field]) => {
      const value = toJsonSchema(field, own[key], conversion, open);
      const either = given.custom && field.kind === 'list' ? withTexts(value) : value;
      return [key, withDescription(either, conversion.descriptions[type ?? '']?.[key])];
    }),
  );
  const additionalProperties = given.remain ? toJsonSchema(given.remain, undefined, conversion, open) : false;
  // Code of the component takes other forms than a map too.
  const form = given.custom ? {} : orReference('object');
  return { ...form, properties, additionalProperties };
};

const anyCase = (texts: readonly string[]): string => {
  const letters = (text: string): string =>
    text.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
  return `^(${texts.map(letters).join('|')})$`;
};

const textOf = (schema: Schema): JsonSchema => {
  const accepted = acceptedTexts(schema.goType);
  // Some types of text take a number too.
  if (!accepted) return { type: ['string', ...(schema.bits === undefined ? [] : ['number']), 'null'] };
  const { texts, ignoresCase } = accepted;
  const patterns = ignoresCase ? [anyCase(texts), REFERENCE] : [REFERENCE];
  return { anyOf: [{ enum: [...texts, null] }, { type: 'string', pattern: patterns.join('|') }] };
};

/** An object whose key `type` says what else it has. */
const variantsOf = (variants: Readonly<Record<string, Schema>>, conversion: Conversion): JsonSchema => ({
  ...orReference('object'),
  properties: { type: { enum: Object.keys(variants) } },
  allOf: Object.entries(variants).map(([type, variant]) => ({
    if: { properties: { type: { const: type } }, required: ['type'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: toJsonSchema(variant, undefined, conversion),
  })),
});

const plainOf = (
  schema: Schema,
  type: string | undefined,
  defaults: unknown,
  conversion: Conversion,
  open: ReadonlySet<string>,
): JsonSchema => {
  const items = schema.items ?? { kind: 'any' };
  if (schema.custom && schema.kind !== 'object') return true;
  if (schema.variants) return variantsOf(schema.variants, conversion);
  switch (schema.kind) {
    case 'object':
      return objectOf(schema, type, defaults, conversion, open);
    case 'map':
      return {
        ...orReference('object'),
        additionalProperties: toJsonSchema(items, undefined, conversion, open),
      };
    case 'list':
      // A string is split at its commas.
      return { type: ['array', 'string', 'null'], items: toJsonSchema(items, undefined, conversion, open) };
    case 'string':
    case 'opaque':
    case 'text':
      return textOf(schema);
    case 'bool':
      return orReference('boolean');
    case 'integer':
      return { ...orReference('number'), ...(schema.unsigned ? { minimum: 0 } : {}) };
    case 'number':
      return orReference('number');
    case 'duration':
      return { type: ['string', 'number', 'null'], pattern: DURATION };
    case 'id':
      return { type: ['string', 'null'], pattern: ID };
    default:
      return true;
  }
};

const defaultOf = (schema: Schema, value: unknown): Readonly<Record<string, unknown>> => {
  if (value === undefined || value === null || value === '' || isRecord(value)) return {};
  if (schema.kind === 'duration') return typeof value === 'number' ? { default: durationText(value) } : {};
  return { default: value };
};

/**
 * What a value may be. A type with defaults of its own is written out where it is used, because they differ from use
 * to use; others are shared. `open` are the types that are being written out.
 */
export const toJsonSchema = (
  given: Schema,
  defaults: unknown,
  conversion: Conversion,
  open: ReadonlySet<string> = new Set(),
): JsonSchema => {
  const schema = resolveSchema(given, conversion.schema);
  if (given.kind !== 'ref' || (hasDefaults(defaults) && !open.has(given.ref ?? ''))) {
    const inside = given.kind === 'ref' ? new Set([...open, given.ref ?? '']) : open;
    const plain = plainOf(schema, given.ref, defaults, conversion, inside);
    return plain === true ? plain : { ...plain, ...defaultOf(schema, defaults) };
  }
  const name = definitionName(given);
  if (!conversion.definitions.has(name)) {
    // Types refer to themselves.
    conversion.definitions.set(name, true);
    conversion.definitions.set(name, plainOf(schema, given.ref, undefined, conversion, new Set()));
  }
  return refer(name);
};
