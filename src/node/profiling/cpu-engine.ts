import type { Profile } from '../../core/profiling/profile.ts';

/** What takes samples of the CPU in this thread. Synchronous, so that the end of a process can take what is left. */
export interface CpuEngine {
  start(): void;
  /** The samples since the start, or since the last time. It goes on. */
  take(): Profile;
  /** The samples since the last time. */
  stop(): Profile;
}
