import { schemaOf } from '../../yaml/schema-of.ts';
import { rules } from '../rules.generated.ts';
import { policyShape } from './shape.ts';

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
