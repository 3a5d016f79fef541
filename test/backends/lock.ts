import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MILLIS = 250;
/** A lock folder without a pid in it belongs to a process that died between two calls. */
const NAMELESS_MILLIS = 5_000;
/** Longer than any build takes: the pid has been given to another process since. */
const ABANDONED_MILLIS = 60 * 60_000;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const isStale = async (folder: string): Promise<boolean> => {
  const created = await stat(folder).catch(() => undefined);
  if (!created) return false;
  const ageMillis = Date.now() - created.mtimeMs;
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => ''));
  if (!pid) return ageMillis > NAMELESS_MILLIS;
  return !isAlive(pid) || ageMillis > ABANDONED_MILLIS;
};

const tryCreate = async (folder: string): Promise<boolean> => {
  try {
    await mkdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  await writeFile(join(folder, 'pid'), String(process.pid));
  return true;
};

/** Renaming first lets only one of several waiting processes take the stale lock away. */
const removeStale = async (folder: string): Promise<void> => {
  const aside = `${folder}.${process.pid}.stale`;
  const moved = await rename(folder, aside).then(
    () => true,
    () => false,
  );
  if (moved) await rm(aside, { recursive: true, force: true });
};

/** Waits until this process alone holds `folder`, and returns what gives it back. */
export const acquireLock = async (folder: string): Promise<() => Promise<void>> => {
  while (!(await tryCreate(folder))) {
    if (await isStale(folder)) await removeStale(folder);
    else await delay(POLL_MILLIS);
  }
  return () => rm(folder, { recursive: true, force: true });
};
