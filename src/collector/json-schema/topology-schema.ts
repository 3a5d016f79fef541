import { schemaOf } from '../../core/yaml/schema-of.ts';
import { topologyShape } from '../generate/topology-shape.ts';

/** The JSON Schema, draft 7, of the topology file that `collector generate` reads. */
export const topologySchema = (): object => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Topology of OpenTelemetry Collectors, for binnacle collector generate',
  ...schemaOf(topologyShape),
});
