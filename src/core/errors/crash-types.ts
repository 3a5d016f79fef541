/**
 * What a crash counts as, that the next start tells of. It is counted with the release of that start, which need not be
 * the one that crashed.
 */
export const CRASH_TYPES = [
  'OutOfMemory',
  'FatalError',
  'Aborted',
  'NativeCrash',
  'MachineRestarted',
  'Killed',
] as const;
export type CrashType = (typeof CRASH_TYPES)[number];
