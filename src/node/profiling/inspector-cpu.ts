import { console as inspectorConsole } from 'node:inspector';
import { fromCpuProfile, type V8CpuProfile } from '../../core/profiling/from-v8.ts';
import type { Profile } from '../../core/profiling/profile.ts';
import type { CpuEngine } from './cpu-engine.ts';
import { type InspectorSession, openInspector } from './inspector-session.ts';

/** What V8 tells when a profile with a title has ended. */
interface Finished {
  readonly title?: string;
  readonly profile: V8CpuProfile;
}

/** A part of Node that its types leave out: https://nodejs.org/api/inspector.html#inspectorconsole */
const titled = inspectorConsole as unknown as {
  profile(title: string): void;
  profileEnd(title: string): void;
};

let titles = 0;

/**
 * Samples by V8's own profiler: needs no package, and its samples have no labels.
 *
 * When the last profile of a profiler ends, V8 forgets where functions are, and to begin again it looks at all code:
 * tens of milliseconds for a small program, more than half a second for a large one, each time. So the next profile
 * begins before this one ends, which only profiles with titles can do.
 */
export const createInspectorCpu = (intervalMicros: number): CpuEngine => {
  let session: InspectorSession | undefined;
  let current: { readonly title: string; readonly startedMillis: number } | undefined;
  let ending: string | undefined;
  let finished: Finished | undefined;

  const begin = (): void => {
    const title = `binnacle ${++titles}`;
    titled.profile(title);
    current = { title, startedMillis: Date.now() };
  };
  const end = ({ title, startedMillis }: NonNullable<typeof current>): Profile => {
    ending = title;
    finished = undefined;
    titled.profileEnd(title);
    const { profile } = (finished ?? {}) as Partial<Finished>;
    if (!profile) throw new Error('the inspector has no profile');
    return fromCpuProfile(profile, intervalMicros, startedMillis);
  };
  const running = (): NonNullable<typeof current> => {
    if (!current) throw new Error('the profiler does not run');
    return current;
  };
  return {
    start: () => {
      session = openInspector();
      session.on<Finished>('Profiler.consoleProfileFinished', (event) => {
        if (event.title === ending) finished = event;
      });
      session.post('Profiler.enable');
      session.post('Profiler.setSamplingInterval', { interval: intervalMicros });
      begin();
    },
    take: () => {
      const before = running();
      begin();
      return end(before);
    },
    stop: () => {
      const last = running();
      current = undefined;
      const profile = end(last);
      session?.close();
      session = undefined;
      return profile;
    },
  };
};
