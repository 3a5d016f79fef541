import type { Shape } from '../../yaml/shape.ts';
import { rules } from '../rules.generated.ts';
import { policyShape } from './shape.ts';

const schemaOf = (shape: Shape): object => {
  const description = shape.doc;
  switch (shape.kind) {
    case 'text':
      return { type: 'string', description, ...(shape.pattern !== undefined && { pattern: shape.pattern }) };
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
    case 'map':
      return {
        type: 'object',
        description,
        properties: Object.fromEntries(
          Object.entries(shape.entries).map(([name, each]) => [name, schemaOf(each)]),
        ),
        ...(shape.required && { required: shape.required }),
        additionalProperties: false,
      };
  }
};

/** The JSON schema of the policy file, for editors. Ids of the file's own patterns can be named in `rules` too. */
export const renderPolicySchema = (): string => {
  const schema = schemaOf(policyShape(rules.map(({ id }) => id))) as {
    properties: { rules: Record<string, unknown> };
  };
  schema.properties.rules.additionalProperties = {
    enum: ['remove', 'mask', 'partial', 'hash', 'truncate', 'keep'],
  };
  return `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'binnacle.redaction.yaml', ...schema }, undefined, 2)}\n`;
};
