import {
  accessSync,
  constants,
  readdirSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { type FileMeta, parseName } from './buffer-file.ts';
import { isAbandoned, isFolderName, newFolderName } from './owner.ts';

const WRITABLE_BY_OTHERS = 0o022;

/** Makes the folder where it is not there. The answer says why it cannot be used. */
export const prepareFolder = (folder: string): string | undefined => {
  try {
    makeFolder(folder, 0o700);
    const { mode, uid } = statSync(folder);
    const own = process.getuid?.();
    if (own !== undefined && uid !== own) return 'it belongs to another user';
    if (own !== undefined && mode & WRITABLE_BY_OTHERS)
      return 'others can write to it; name a folder in it, which is made then';
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** For work whose failure changes nothing: the folder may have gone to another process meanwhile. */
export const quietly = (work: () => void): void => {
  try {
    work();
  } catch {
    // Nothing to be done.
  }
};

/** Tells the other processes that this one lives. */
export const touch = (folder: string): void => {
  const now = new Date();
  quietly(() => utimesSync(folder, now, now));
};

interface Found {
  readonly folder: string;
  readonly name: string;
  readonly meta: FileMeta;
}

const filesOf = (folder: string): readonly Found[] =>
  readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const meta = parseName(name);
      if (meta) return [{ folder, name, meta }];
      // Of a process that was killed while it wrote.
      if (name.endsWith('.tmp')) quietly(() => unlinkSync(join(folder, name)));
      return [];
    });

const bytesOf = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + (parseName(name)?.bytes ?? 0), 0);

export interface Survey {
  /** The files of processes that are gone, which are this one's now. */
  readonly inherited: readonly Found[];
  /** What the processes that live keep. */
  readonly foreignBytes: number;
}

/**
 * Looks at the folders of all processes and takes over those that nobody has any more. A folder changes its owner by
 * being renamed, which only one can do.
 *
 * @param own names of folders that are this process's already
 */
export const survey = (base: string, own: ReadonlySet<string>): Survey => {
  const inherited: Found[] = [];
  let foreignBytes = 0;
  quietly(() => {
    for (const name of readdirSync(base).filter((each) => isFolderName(each) && !own.has(each))) {
      quietly(() => {
        const folder = join(base, name);
        if (!isAbandoned(name, statSync(folder).mtimeMs)) {
          foreignBytes += bytesOf(folder);
          return;
        }
        touch(folder);
        const taken = join(base, newFolderName());
        renameSync(folder, taken);
        const files = filesOf(taken);
        if (files.length === 0) quietly(() => rmdirSync(taken));
        inherited.push(...files);
      });
    }
  });
  return { inherited, foreignBytes };
};
