import type { CollectorSchema, ComponentKind } from '../schema/schema.ts';
import { PIPELINE_KEYS, type PipelineKey, SIGNALS, type Signal } from '../topology.ts';
import { type Conversion, type JsonSchema, toJsonSchema } from './value.ts';

/** Types that a list of a pipeline may name, by present and former name; false where they do not carry its signal. */
const typesFor = (
  schema: CollectorSchema,
  key: PipelineKey,
  signal: Signal,
): ReadonlyMap<string, boolean> => {
  const types = new Map<string, boolean>();
  const kinds: readonly ComponentKind[] = key === 'processors' ? [key] : [key, 'connectors'];
  for (const kind of kinds)
    for (const { type, deprecatedAlias, stability } of Object.values(schema[kind])) {
      const carries = Object.keys(stability).some((each) =>
        kind !== 'connectors'
          ? each === signal
          : key === 'exporters'
            ? each.startsWith(`${signal}_to_`)
            : each.endsWith(`_to_${signal}`),
      );
      for (const name of [type, deprecatedAlias])
        if (name !== undefined) types.set(name, carries || (types.get(name) ?? false));
    }
  return types;
};

const listOf = (schema: CollectorSchema, key: PipelineKey, signal: Signal, isClosed: boolean): JsonSchema => {
  const types = [...typesFor(schema, key, signal)];
  const named = (carries: boolean): string =>
    types
      .filter(([, each]) => each === carries)
      .map(([name]) => name)
      .join('|');
  const wrong = named(false);
  const right = named(true);
  return {
    type: ['array', 'string', 'null'],
    ...(key === 'processors' ? { uniqueItems: true } : { minItems: 1 }),
    items: {
      type: 'string',
      ...(isClosed ? { pattern: `^(${right || '(?!)'})(/.+)?$|\\$\\{` } : {}),
      ...(wrong && !isClosed ? { not: { pattern: `^(${wrong})(/.+)?$` } } : {}),
    },
  };
};

const pipelineOf = (schema: CollectorSchema, signal: Signal, isClosed: boolean): JsonSchema => ({
  type: ['object', 'string', 'null'],
  pattern: '\\$\\{',
  properties: Object.fromEntries(PIPELINE_KEYS.map((key) => [key, listOf(schema, key, signal, isClosed)])),
  additionalProperties: false,
});

/** `service`: extensions, pipelines by signal, and the Collector's own telemetry. */
export const serviceSchema = (conversion: Conversion, isClosed: boolean): JsonSchema => {
  const { schema, definitions } = conversion;
  for (const signal of SIGNALS) definitions.set(`pipeline.${signal}`, pipelineOf(schema, signal, isClosed));
  const ref = (signal: Signal): JsonSchema => ({ $ref: `#/definitions/pipeline.${signal}` });
  return {
    type: ['object', 'string', 'null'],
    pattern: '\\$\\{',
    properties: {
      extensions: { type: ['array', 'string', 'null'], items: { type: 'string' } },
      pipelines: {
        type: ['object', 'string', 'null'],
        pattern: '\\$\\{',
        properties: Object.fromEntries(SIGNALS.map((signal) => [signal, ref(signal)])),
        patternProperties: Object.fromEntries(SIGNALS.map((signal) => [`^${signal}/.+$`, ref(signal)])),
        additionalProperties: false,
      },
      telemetry: toJsonSchema(schema.telemetry.config, schema.telemetry.defaults, conversion),
    },
    additionalProperties: false,
  };
};
