import type { Shape } from './shape.ts';

const NOT_BLANK = '\\S';

/** The JSON Schema of what `readValue` takes, for editors: https://json-schema.org/draft/2020-12 */
export const schemaOf = (shape: Shape): object => {
  const description = shape.doc;
  switch (shape.kind) {
    case 'text':
      return { type: 'string', description, pattern: shape.pattern ?? NOT_BLANK };
    case 'boolean':
      return { type: 'boolean', description };
    case 'number':
      return { type: 'integer', description, minimum: shape.min, maximum: shape.max };
    case 'texts':
      return { type: 'object', description, additionalProperties: { type: 'string' } };
    case 'choice':
      return { enum: shape.values, description };
    case 'list':
      return { type: 'array', description, items: schemaOf(shape.item) };
    case 'one-or-more': {
      const item = schemaOf(shape.item);
      return { description, anyOf: [item, { type: 'array', items: item, minItems: 1 }] };
    }
    case 'record':
      return {
        type: 'object',
        description,
        propertyNames: { pattern: shape.pattern },
        additionalProperties: schemaOf(shape.item),
      };
    case 'refused':
      return { not: {}, description };
    case 'map':
      return {
        type: 'object',
        description,
        properties: Object.fromEntries(
          Object.entries(shape.entries)
            .filter(([, { kind }]) => kind !== 'refused')
            .map(([name, each]) => [name, schemaOf(each)]),
        ),
        ...(shape.required && { required: shape.required }),
        additionalProperties: false,
      };
  }
};
