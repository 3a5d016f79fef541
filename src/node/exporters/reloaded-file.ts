import { readFileSync, statSync } from 'node:fs';

/**
 * Reads a file, and again when it has changed since. No watcher: whoever needs the content asks for it, so nothing
 * keeps the program. A file that cannot be read leaves the content that was read last.
 *
 * @param onFault gets the reason, once until the file can be read again
 */
export const createReloadedFile = (
  file: string,
  onFault: (reason: string) => void,
): (() => Buffer | undefined) => {
  let content: Buffer | undefined;
  let state: string | undefined;
  let isFaulty = false;
  return () => {
    try {
      const stats = statSync(file, { throwIfNoEntry: false });
      const current = stats && `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
      if (current === undefined || current !== state) content = readFileSync(file);
      state = current;
      isFaulty = false;
    } catch (error) {
      if (!isFaulty) onFault(error instanceof Error ? error.message : String(error));
      isFaulty = true;
    }
    return content;
  };
};
