import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { crc32 } from 'node:zlib';

/** A process that has not touched its folder for so long is gone, whatever its number says. */
const STALE_MILLIS = 60_000;

/** How exactly the start of a process is known, in seconds. */
const START_TOLERANCE_SECONDS = 2;

/** Numbers of processes are those of one kernel and, in containers, of one name space. */
export const placeOf = (): string => {
  let namespace = '';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux has them.
  }
  return crc32(`${hostname()} ${namespace}`).toString(16).padStart(8, '0');
};

const startedSeconds = (): number => Math.round(Date.now() / 1_000 - process.uptime());

let made = 0;

/** A name for a folder of this process, which tells others when they may have it. */
export const newFolderName = (): string =>
  `${placeOf()}-${process.pid}-${startedSeconds()}-${made++}${Math.random().toString(36).slice(2, 10)}`;

const NAME = /^([0-9a-f]{8})-(\d{1,10})-(\d{1,12})-[0-9a-z]{1,20}$/;

export const isFolderName = (name: string): boolean => NAME.test(name);

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
};

/** Whether the process that has made a folder of this name is gone. */
export const isAbandoned = (name: string, touchedMillis: number): boolean => {
  const [, place, pid, started] = NAME.exec(name) ?? [];
  if (place === undefined) return false;
  if (Date.now() - touchedMillis > STALE_MILLIS) return true;
  if (place !== placeOf()) return false;
  // In a container the next process may well have the number of the last.
  if (Number(pid) === process.pid)
    return Math.abs(Number(started) - startedSeconds()) > START_TOLERANCE_SECONDS;
  return !exists(Number(pid));
};
