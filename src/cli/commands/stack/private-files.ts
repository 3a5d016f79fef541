import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../../node/make-folder.ts';
import { UsageError } from '../../io.ts';

/** Who has the files: the user that the containers run as. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** The folder of a part, whose files only its owner reads. */
export interface PrivateFolder {
  readonly path: string;
  /** Undefined where it is not there. */
  read(name: string): string | undefined;
  /** Replaces the file as a whole: a server never reads half of one. */
  write(name: string, text: string): void;
}

const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

const guarded = <T>(path: string, verb: string, act: () => T): T => {
  try {
    return act();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path}: cannot be ${verb} (${reasonOf(error)})`);
  }
};

const tighten = (path: string, mode: number): void => {
  if ((statSync(path).mode & 0o777) !== mode) chmodSync(path, mode);
};

const give = (path: string, owner: Owner | undefined): void => {
  if (!owner) return;
  const { uid, gid } = statSync(path);
  if (uid !== owner.uid || gid !== owner.gid) chownSync(path, owner.uid, owner.gid);
};

/**
 * Opens a folder, and makes it where it is missing; nobody but its owner may look into it.
 * @param owner who gets it and its files; undefined leaves them to the user of this process
 * @throws UsageError where it cannot be made, read or written
 */
export const openPrivateFolder = (path: string, owner?: Owner): PrivateFolder => {
  guarded(path, 'made', () => {
    makeFolder(path, 0o700);
    tighten(path, 0o700);
    give(path, owner);
  });
  return {
    path,
    read: (name) => {
      const file = join(path, name);
      return guarded(file, 'read', () => {
        try {
          const text = readFileSync(file, 'utf8');
          tighten(file, 0o600);
          give(file, owner);
          return text;
        } catch (error) {
          if (reasonOf(error) === 'ENOENT') return undefined;
          throw error;
        }
      });
    },
    write: (name, text) => {
      const file = join(path, name);
      const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
      guarded(file, 'written', () => {
        try {
          writeFileSync(temporary, text, { mode: 0o600, flag: 'wx' });
          give(temporary, owner);
          renameSync(temporary, file);
        } finally {
          rmSync(temporary, { force: true });
        }
      });
    },
  };
};

/** Who has a folder, where that is another user than this process'. */
export const ownerOfFolder = (path: string): Owner | undefined => {
  const { uid, gid } = statSync(path);
  return uid === process.getuid?.() ? undefined : { uid, gid };
};
