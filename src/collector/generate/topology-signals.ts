import type { BackendSignal } from '../../core/settings/backend.ts';
import { signalsOf } from './outlets.ts';
import { TOPOLOGY_SIGNALS, type Topology } from './topology.ts';

/** The signals that a topology is for: those that are asked for, or those that its backends take. */
export const topologySignals = ({ signals, backends }: Topology): readonly BackendSignal[] =>
  signals
    ? TOPOLOGY_SIGNALS.filter((signal) => signals.includes(signal))
    : TOPOLOGY_SIGNALS.filter((signal) =>
        backends.some((use) => signalsOf(use, TOPOLOGY_SIGNALS).includes(signal)),
      );

/** Whether spans are counted: where there are spans and a place for the counts, and not before another Collector. */
export const countsSpans = (topology: Topology): boolean => {
  const signals = topologySignals(topology);
  const hasMetrics = topology.backends.some((use) => signalsOf(use, TOPOLOGY_SIGNALS).includes('metrics'));
  return (
    signals.includes('traces') &&
    (topology.spanMetrics ??
      (hasMetrics && topology.topology !== 'agent' && (!topology.signals || signals.includes('metrics'))))
  );
};
