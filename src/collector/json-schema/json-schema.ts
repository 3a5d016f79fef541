import { COMPONENT_KINDS, type CollectorSchema, type ComponentKind } from '../schema/schema.ts';
import { serviceSchema } from './service.ts';
import { type Conversion, type JsonSchema, toJsonSchema, withDescription } from './value.ts';

export interface JsonSchemaOptions {
  /** A component that the schemas do not have is wrong. */
  readonly isClosed?: boolean;
  /** What keys mean, by type and key. */
  readonly descriptions?: Conversion['descriptions'];
}

const componentsOf = (kind: ComponentKind, conversion: Conversion, isClosed: boolean): JsonSchema => {
  const properties: Record<string, JsonSchema> = {};
  const patternProperties: Record<string, JsonSchema> = {};
  const add = (type: string, schema: JsonSchema): void => {
    properties[type] = schema;
    patternProperties[`^${type}/.+$`] = schema;
  };
  for (const { type, deprecatedAlias, config, defaults } of Object.values(conversion.schema[kind])) {
    const name = `${kind}.${type}`;
    const description = conversion.descriptions[config.ref ?? '']?.[''];
    conversion.definitions.set(
      name,
      withDescription(toJsonSchema(config, defaults, conversion), description),
    );
    const ref = { $ref: `#/definitions/${name}` };
    add(type, ref);
    // Editors strike through what is deprecated, and do not offer it.
    const deprecationMessage = `is now called ${type}`;
    if (deprecatedAlias !== undefined)
      add(deprecatedAlias, { allOf: [ref], deprecated: true, deprecationMessage, doNotSuggest: true });
  }
  return {
    type: ['object', 'string', 'null'],
    pattern: '\\$\\{',
    properties,
    patternProperties,
    additionalProperties: !isClosed,
  };
};

/**
 * The JSON Schema, draft 7, of the whole configuration of the Collector. Nothing is required, because one of several
 * files that are laid over each other may have any part.
 */
export const configurationSchema = (
  schema: CollectorSchema,
  { isClosed = false, descriptions = {} }: JsonSchemaOptions = {},
): Readonly<Record<string, unknown>> => {
  const conversion: Conversion = { schema, definitions: new Map(), descriptions };
  const properties = {
    ...Object.fromEntries(COMPONENT_KINDS.map((kind) => [kind, componentsOf(kind, conversion, isClosed)])),
    service: serviceSchema(conversion, isClosed),
  };
  const sorted = [...conversion.definitions].sort(([one], [other]) => one.localeCompare(other, 'en'));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Configuration of the OpenTelemetry Collector ${schema.version}`,
    type: 'object',
    properties,
    additionalProperties: false,
    definitions: Object.fromEntries(sorted),
  };
};
