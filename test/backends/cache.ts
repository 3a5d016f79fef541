import { createHash } from 'node:crypto';
import { access, chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { acquireLock } from './lock.ts';
import type { Release, ServerName } from './versions.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export const cacheFolder = (env: Environment = process.env): string =>
  env.BINNACLE_CACHE_DIR || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'binnacle', 'servers');

/** Named by what determines the binaries, so that a changed pin or manifest builds anew. */
export const releaseFolder = (name: string, release: Release, inputs: string): string => {
  const { module, moduleVersion, commands } = release;
  const facts = [module, moduleVersion, commands, inputs, process.platform, process.arch];
  const hash = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 10);
  return join(cacheFolder(), `${name}-${release.version}-${hash}`);
};

export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** `fill` writes the commands into `bin` and may leave what it likes in `work`. */
export type Fill = (folders: { readonly bin: string; readonly work: string }) => Promise<void>;

/** Fills `folder` once, whatever number of processes ask for it; it appears complete or not at all. */
export const fillOnce = async (
  folder: string,
  commands: readonly ServerName[],
  fill: Fill,
): Promise<'filled' | 'present'> => {
  if (await exists(folder)) return 'present';
  await mkdir(cacheFolder(), { recursive: true });
  const release = await acquireLock(`${folder}.lock`);
  try {
    if (await exists(folder)) return 'present';
    await fillAndRename(folder, commands, fill);
    return 'filled';
  } finally {
    await release();
  }
};

/** What a process left that was killed while it built this; only the holder of the lock is here. */
const removeLeftovers = async (folder: string): Promise<void> => {
  for (const entry of await readdir(dirname(folder))) {
    const isLeftover = entry.startsWith(`${basename(folder)}.tmp-`);
    if (isLeftover) await rm(join(dirname(folder), entry), { recursive: true, force: true });
  }
};

const fillAndRename = async (folder: string, commands: readonly ServerName[], fill: Fill): Promise<void> => {
  await removeLeftovers(folder);
  const temporary = await mkdtemp(`${folder}.tmp-`);
  try {
    const bin = join(temporary, 'bin');
    const work = join(temporary, 'work');
    await mkdir(bin);
    await mkdir(work);
    await fill({ bin, work });
    for (const command of commands) await chmod(join(bin, command), 0o755);
    await rename(bin, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
};
