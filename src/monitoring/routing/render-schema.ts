import { schemaOf } from '../../core/yaml/schema-of.ts';
import { routingShape } from './routing-shape.ts';

/** The JSON schema of routing.yaml, for editors. */
export const renderRoutingSchema = (): string =>
  `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'routing.yaml', ...schemaOf(routingShape) }, undefined, 2)}\n`;
