import { readdirSync, readFileSync } from 'node:fs';

/** A file of /proc, or nothing where the system has none or does not show it. */
export const readProc = (path: string): string => {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
};

/** Open file descriptors of this process; undefined where the system does not tell. */
export const countOpenFiles = (): number | undefined => {
  try {
    // Reading the folder is one descriptor itself.
    return readdirSync('/proc/self/fd').length - 1;
  } catch {
    return undefined;
  }
};
