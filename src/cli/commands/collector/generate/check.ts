import { checkTopology, type Words } from '../../../../collector/generate/check-topology.ts';
import type { Topology } from '../../../../collector/generate/topology.ts';
import { FLAG_OF } from './flags.ts';

/** How a command line says what a file says with keys. */
const FLAG_WORDS: Words = {
  plainText: '--plain-text',
  tls: '--tls-cert and --tls-key',
  clientCa: '--tls-client-ca',
  bearer: '--auth bearer',
  noAuth: '--auth none',
  samplers: '--samplers dns:name, k8s:service.namespace or host:port,host:port',
  listen: '--listen 0.0.0.0',
};

/** The faults of a topology that comes from flags, a line each. */
export const flagFaults = (topology: Topology): readonly string[] =>
  checkTopology(topology, FLAG_WORDS).map(
    ({ path, message }) => `${FLAG_OF[String(path[0])] ?? path.join('.')}: ${message}`,
  );
