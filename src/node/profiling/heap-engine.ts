import { fromHeapProfile, type V8HeapProfile } from '../../core/profiling/from-v8.ts';
import type { Profile } from '../../core/profiling/profile.ts';
import { type InspectorSession, openInspector } from './inspector-session.ts';

/** What tells where the objects that live were allocated. */
export interface HeapEngine {
  isOn(): boolean;
  start(): void;
  /** What lives now of what was allocated since the start. */
  read(): Profile;
  stop(): void;
}

/** Sampled by V8: one allocation for so many bytes, on average, and only what was not collected since. */
export const createHeapEngine = (intervalBytes: number): HeapEngine => {
  let session: InspectorSession | undefined;
  let startedMillis = 0;
  return {
    isOn: () => session !== undefined,
    start: () => {
      if (session) return;
      const opened = openInspector();
      opened.post('HeapProfiler.startSampling', { samplingInterval: intervalBytes });
      session = opened;
      startedMillis = Date.now();
    },
    read: () => {
      if (!session) throw new Error('the heap profiler does not run');
      const { profile } = session.post<{ profile: V8HeapProfile }>('HeapProfiler.getSamplingProfile');
      const now = Date.now();
      return {
        ...fromHeapProfile(profile, intervalBytes, startedMillis),
        durationMillis: now - startedMillis,
      };
    },
    stop: () => {
      session?.close();
      session = undefined;
    },
  };
};
