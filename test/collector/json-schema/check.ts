// Checks a value against a JSON Schema: the keywords that the schema of the configuration uses, and no others.

type Json = unknown;
type Record_ = Readonly<Record<string, Json>>;

const typeOf = (value: Json): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
};

const CHECKS: Readonly<
  Record<string, (argument: never, value: Json, own: Record_, root: Record_) => boolean>
> = {
  $ref: (ref: string, value, _, root) =>
    isValid((root.definitions as Record_)[ref.replace('#/definitions/', '')], value, root),
  allOf: (all: readonly Json[], value, _, root) => all.every((each) => isValid(each, value, root)),
  anyOf: (any: readonly Json[], value, _, root) => any.some((each) => isValid(each, value, root)),
  if: (schema: Json, value, own, root) => !isValid(schema, value, root) || isValid(own.then, value, root),
  const: (expected: Json, value) => value === expected,
  required: (keys: readonly string[], value) =>
    typeOf(value) !== 'object' || keys.every((key) => Object.hasOwn(value as Record_, key)),
  not: (schema: Json, value, _, root) => !isValid(schema, value, root),
  type: (types: string | readonly string[], value) =>
    [types].flat().some((type) => (type === 'integer' ? Number.isInteger(value) : type === typeOf(value))),
  enum: (values: readonly Json[], value) => values.includes(value),
  pattern: (pattern: string, value) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  minimum: (minimum: number, value) => typeof value !== 'number' || value >= minimum,
  maximum: (maximum: number, value) => typeof value !== 'number' || value <= maximum,
  minItems: (count: number, value) => !Array.isArray(value) || value.length >= count,
  uniqueItems: (_: true, value) => !Array.isArray(value) || new Set(value).size === value.length,
  items: (schema: Json, value, _, root) =>
    !Array.isArray(value) || value.every((item) => isValid(schema, item, root)),
  properties: (properties: Record_, value, own, root) =>
    typeOf(value) !== 'object' ||
    Object.entries(value as Record_).every(([key, each]) => {
      if (Object.hasOwn(properties, key)) return isValid(properties[key], each, root);
      const patterns = Object.entries((own.patternProperties ?? {}) as Record_);
      const matching = patterns.filter(([pattern]) => new RegExp(pattern, 'u').test(key));
      if (matching.length > 0) return matching.every(([, schema]) => isValid(schema, each, root));
      return isValid(own.additionalProperties ?? true, each, root);
    }),
  additionalProperties: (schema: Json, value, own, root) =>
    own.properties !== undefined ||
    typeOf(value) !== 'object' ||
    Object.values(value as Record_).every((each) => isValid(schema, each, root)),
};

/** Keywords that say nothing about a value, or that belong to another one. */
const WITHOUT_CHECK = new Set([
  '$schema',
  'title',
  'description',
  'then',
  'default',
  'definitions',
  'patternProperties',
  'deprecated',
  'deprecationMessage',
  'doNotSuggest',
]);

export const isValid = (schema: Json, value: Json, root: Record_): boolean => {
  if (typeof schema === 'boolean') return schema;
  if (typeof schema !== 'object' || schema === null) throw new Error('a reference leads nowhere');
  const own = schema as Record_;
  return Object.entries(own).every(([keyword, argument]) => {
    if (WITHOUT_CHECK.has(keyword)) return true;
    const check = CHECKS[keyword];
    if (!check) throw new Error(`keyword ${keyword}`);
    return check(argument as never, value, own, root);
  });
};
