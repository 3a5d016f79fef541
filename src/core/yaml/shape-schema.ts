import type { Shape } from './shape.ts';

const NOT_BLANK = '\\S';

/** The JSON Schema of what `readValue` takes, for editors. */
export const shapeSchema = (shape: Shape): object => {
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
      return { type: 'array', description, items: shapeSchema(shape.item) };
    case 'map':
      return {
        type: 'object',
        description,
        properties: Object.fromEntries(
          Object.entries(shape.entries).map(([name, each]) => [name, shapeSchema(each)]),
        ),
        ...(shape.required && { required: shape.required }),
        additionalProperties: false,
      };
  }
};
