import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * Makes a folder and those that it lies in. `mkdirSync` with `recursive` does the same, but never returns below a
 * folder that takes none (`/proc` for one) or a link that leads nowhere.
 * @param mode of the folders that are made; the umask takes from it
 * @throws the system's error where a folder cannot be made
 */
export const makeFolder = (path: string, mode = 0o777): void => {
  if (isFolder(path)) return;
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && isFolder(path)) return;
    const parent = dirname(path);
    if (code !== 'ENOENT' || parent === path || existsSync(parent)) throw error;
    makeFolder(parent, mode);
    mkdirSync(path, { mode });
  }
};
