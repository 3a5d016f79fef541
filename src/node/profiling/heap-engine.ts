import { fromHeapProfile, type V8HeapProfile } from '../../core/profiling/from-v8.ts';
import type { Profile } from '../../core/profiling/profile.ts';
import { type InspectorSession, openInspector } from './inspector-session.ts';

/** For a short time, and where nothing is to be missed. */
export const FINE_INTERVAL_BYTES = 524_288;

/** What tells where the objects that live were allocated. */
export interface HeapEngine {
  isOn(): boolean;
  /** Whether to read it V8 collects all garbage first, which stops the program: 0.5 to 0.9 ms for each MB that lives. */
  readsCollect(): boolean;
  /**
   * Begins anew where it samples less than is asked for.
   *
   * @param mostBytes one allocation of so many is sampled, unless more are
   */
  start(mostBytes?: number): void;
  /** What lives now of what was allocated since the start. */
  read(): Profile;
  stop(): void;
}

/**
 * Sampled by V8's inspector: one allocation for so many bytes, on average, and only what was not collected since. It
 * asks V8 to collect all garbage at each read, and has no way to be told not to.
 */
export const createHeapEngine = (intervalBytes: number): HeapEngine => {
  let session: InspectorSession | undefined;
  let startedMillis = 0;
  let samplingInterval = intervalBytes;
  return {
    isOn: () => session !== undefined,
    readsCollect: () => true,
    start: (mostBytes = intervalBytes) => {
      if (session && samplingInterval <= mostBytes) return;
      session?.close();
      session = undefined;
      samplingInterval = Math.min(intervalBytes, mostBytes);
      const opened = openInspector();
      opened.post('HeapProfiler.startSampling', { samplingInterval });
      session = opened;
      startedMillis = Date.now();
    },
    read: () => {
      if (!session) throw new Error('the heap profiler does not run');
      const { profile } = session.post<{ profile: V8HeapProfile }>('HeapProfiler.getSamplingProfile');
      const now = Date.now();
      return {
        ...fromHeapProfile(profile, samplingInterval, startedMillis),
        durationMillis: now - startedMillis,
      };
    },
    stop: () => {
      session?.close();
      session = undefined;
    },
  };
};
