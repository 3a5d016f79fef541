import { diag } from '@opentelemetry/api';
import type { Settings } from '../../core/settings/index.ts';
import { reasonOf } from '../diagnostics.ts';
import { createDatadogHeap } from './datadog-heap.ts';
import { createHeapEngine, type HeapEngine } from './heap-engine.ts';

/** The engine whose reads do not stop the program, where it is there and nobody else uses it; else the inspector. */
export const createHeap = ({
  profilingEngine,
  profilingHeapBytes,
}: Pick<Settings, 'profilingEngine' | 'profilingHeapBytes'>): HeapEngine => {
  const createInspector = () => createHeapEngine(profilingHeapBytes);
  const better = profilingEngine === 'inspector' ? undefined : createDatadogHeap(profilingHeapBytes);
  if (!better) return createInspector();
  let engine = better;
  return {
    isOn: () => engine.isOn(),
    readsCollect: () => engine.readsCollect(),
    start: (mostBytes) => {
      try {
        engine.start(mostBytes);
      } catch (error) {
        if (engine !== better) throw error;
        diag.info(`the heap is sampled by the inspector, and not by @datadog/pprof: ${reasonOf(error)}`);
        engine = createInspector();
        engine.start(mostBytes);
      }
    },
    read: () => engine.read(),
    stop: () => engine.stop(),
  };
};
