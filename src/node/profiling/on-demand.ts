import { setTimeout as delay } from 'node:timers/promises';
import { diag } from '@opentelemetry/api';
import type { Profile } from '../../core/profiling/profile.ts';
import type { Settings } from '../../core/settings/index.ts';
import { createCpu } from './create-cpu.ts';
import { FINE_INTERVAL_BYTES, type HeapEngine } from './heap-engine.ts';

/** Finer than all the time: it is short, and somebody waits for it. */
const SAMPLE_MILLIS = 1;

/** Another profile is under way. */
export class Busy extends Error {
  override readonly name = 'Busy';
}

/** One profile at a time, by who asks for it. Beside the one that is taken all the time. */
export interface OnDemand {
  isBusy(): boolean;
  /** Rejects with `Busy` where another is under way. */
  cpu(millis: number): Promise<Profile>;
  /** What lives now and was allocated since the heap is sampled: since the start, else in the last moments. */
  heap(): Promise<Profile>;
}

/** How long allocations are sampled where they were not before, in milliseconds. */
const HEAP_MILLIS = 1_000;

/** @param giveWay ends what the profiler of the package is used for, where that may end */
export const createOnDemand = (
  { profilingEngine, profilingDurationMillis }: Settings,
  heap: HeapEngine,
  giveWay: () => void,
): OnDemand => {
  let isBusy = false;
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isBusy) throw new Busy('another profile is under way');
    isBusy = true;
    try {
      return await work();
    } finally {
      isBusy = false;
    }
  };
  return {
    isBusy: () => isBusy,
    cpu: (millis) =>
      alone(async () => {
        const options = { engine: profilingEngine, sampleMillis: SAMPLE_MILLIS, periodMillis: millis };
        giveWay();
        // The package has one profiler in a process, which may be the one that runs all the time.
        const cpu = createCpu(options, (line) => diag.info(line));
        cpu.start();
        await delay(millis, undefined, { ref: false });
        return cpu.stop();
      }),
    heap: () =>
      alone(async () => {
        if (heap.isOn()) return heap.read();
        heap.start(FINE_INTERVAL_BYTES);
        try {
          await delay(Math.min(HEAP_MILLIS, profilingDurationMillis), undefined, { ref: false });
          return heap.read();
        } finally {
          heap.stop();
        }
      }),
  };
};
