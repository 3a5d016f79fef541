import { fromCpuProfile, type V8CpuProfile } from '../../core/profiling/from-v8.ts';
import type { Profile } from '../../core/profiling/profile.ts';
import type { CpuEngine } from './cpu-engine.ts';
import { type InspectorSession, openInspector } from './inspector-session.ts';

/** Samples by V8's own profiler: needs no package, and its samples have no labels. */
export const createInspectorCpu = (intervalMicros: number): CpuEngine => {
  let session: InspectorSession | undefined;
  let startedMillis = 0;
  const opened = (): InspectorSession => {
    if (!session) throw new Error('the profiler does not run');
    return session;
  };
  const begin = (): void => {
    startedMillis = Date.now();
    opened().post('Profiler.start');
  };
  const end = (): Profile => {
    const { profile } = opened().post<{ profile: V8CpuProfile }>('Profiler.stop');
    return fromCpuProfile(profile, intervalMicros, startedMillis);
  };
  return {
    name: 'inspector',
    start: () => {
      session = openInspector();
      session.post('Profiler.enable');
      session.post('Profiler.setSamplingInterval', { interval: intervalMicros });
      begin();
    },
    take: () => {
      const profile = end();
      begin();
      return profile;
    },
    stop: () => {
      const profile = end();
      session?.close();
      session = undefined;
      return profile;
    },
  };
};
