import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { crc32 } from 'node:zlib';
import { placeOf } from '../buffer/owner.ts';

/** What tells a process from all others, on this machine and on those that share a folder with it. */
export interface ProcessIdentity {
  /** The name space that the number counts in: of one kernel and, in containers, of one container. */
  readonly place: string;
  /** Of the machine's or container's name. */
  readonly host: string;
  /** Which start of the kernel; empty where the system does not say. */
  readonly bootId: string;
  readonly pid: number;
  /** When it started: in ticks of the kernel where it says so, else in seconds since 1970. */
  readonly start: string;
}

/** A process of another container cannot be asked; it counts as gone after so long without a sign of life. */
export const FOREIGN_STALE_MILLIS = 180_000;

/** Of a machine that has started anew nothing can live; only clocks may differ a little. */
const REBOOT_STALE_MILLIS = 60_000;

/** How exactly the start of a process is known without `/proc`, in seconds. */
const START_TOLERANCE_SECONDS = 2;

const STATE_FIELD = 0;
const START_FIELD = 19;

/**
 * When a process of this place started; undefined where there is none, or only what is left of one that nobody has
 * waited for. Throws where the system does not say. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export const startOf = (pid: number | 'self'): string | undefined => {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (pid !== 'self' && (code === 'ENOENT' || code === 'ESRCH')) return undefined;
    throw error;
  }
  // The name of the program is in parentheses, and may have some itself.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return /[ZXx]/.test(fields[STATE_FIELD] ?? '') ? undefined : fields[START_FIELD];
};

const orElse = (read: () => string | undefined, other: string): string => {
  try {
    return read() ?? other;
  } catch {
    return other;
  }
};

export const ownIdentity = (): ProcessIdentity => ({
  place: placeOf(),
  host: crc32(hostname()).toString(16).padStart(8, '0'),
  bootId: orElse(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim(), ''),
  pid: process.pid,
  start: orElse(() => startOf('self'), String(Math.round(Date.now() / 1_000 - process.uptime()))),
});

/** What a process can find out about others. */
export interface Surroundings {
  readonly own: ProcessIdentity;
  readonly nowMillis: number;
  /** When the machine was started. */
  readonly bootedMillis: number;
  /** See the function of this name. */
  startOf(pid: number): string | undefined;
  /** Whether a process of this place has the number. */
  exists(pid: number): boolean;
}

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
};

export const lookAround = (own: ProcessIdentity): Surroundings => {
  const nowMillis = Date.now();
  return { own, nowMillis, bootedMillis: nowMillis - uptime() * 1_000, startOf, exists };
};

/** Whether it ran before the machine was started anew. */
export const isOfEarlierBoot = (left: ProcessIdentity, seenMillis: number, around: Surroundings): boolean => {
  if (left.host !== around.own.host) return false;
  if (left.bootId === around.own.bootId && left.bootId !== '') return false;
  return seenMillis < around.bootedMillis - START_TOLERANCE_SECONDS * 1_000;
};

/**
 * Whether a process is gone. Never true of one that lives and gives a sign of life now and then: a number that
 * somebody else has now is told by the time of the start.
 *
 * @param seenMillis its last sign of life
 */
export const isGone = (left: ProcessIdentity, seenMillis: number, around: Surroundings): boolean => {
  const { own, nowMillis } = around;
  const silentMillis = nowMillis - seenMillis;
  if (isOfEarlierBoot(left, seenMillis, around)) return true;
  if (left.bootId !== own.bootId)
    return silentMillis > (left.host === own.host ? REBOOT_STALE_MILLIS : FOREIGN_STALE_MILLIS);
  if (left.place !== own.place) return silentMillis > FOREIGN_STALE_MILLIS;
  if (left.bootId === '') {
    if (left.pid !== own.pid) return !around.exists(left.pid);
    return Math.abs(Number(left.start) - Number(own.start)) > START_TOLERANCE_SECONDS;
  }
  try {
    return around.startOf(left.pid) !== left.start;
  } catch {
    return !around.exists(left.pid);
  }
};
