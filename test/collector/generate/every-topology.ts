import { checkTopology } from '../../../src/collector/generate/check-topology.ts';
import { collectorBackends } from '../../../src/collector/generate/find-backend.ts';
import { TOPOLOGY_KINDS, type Topology } from '../../../src/collector/generate/topology.ts';
import { type Chosen, LISTENERS, pairwise, topologyOf } from './pairs.ts';

export interface NamedTopology {
  readonly name: string;
  readonly topology: Topology;
}

const named = (row: Chosen, name: string): readonly NamedTopology[] => {
  const topology = topologyOf(row);
  return checkTopology(topology).length === 0 ? [{ name, topology }] : [];
};

/** Each backend with each kind of topology and each listener, and nothing else beside them. */
const plainRows = (): readonly NamedTopology[] =>
  collectorBackends.flatMap(({ id: backend }) =>
    TOPOLOGY_KINDS.flatMap((topology) =>
      LISTENERS.flatMap((listen) =>
        named(
          {
            topology,
            backend,
            listen,
            where: 'far',
            second: undefined,
            signals: 'all',
            sampling: undefined,
            redaction: 'none',
            queue: undefined,
            tenants: undefined,
            kubernetes: false,
            browsers: undefined,
            spanMetrics: undefined,
            statsd: undefined,
          },
          `${topology} to ${backend}, listening by ${listen}`,
        ),
      ),
    ),
  );

/** Those, and topologies with more, in which every pair of values occurs. */
export const everyTopology = (seed: number): readonly NamedTopology[] => [
  ...plainRows(),
  ...pairwise(seed).flatMap((row) => named(row, JSON.stringify(row))),
];
