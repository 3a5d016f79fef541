import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '../make-folder.ts';

const SUFFIX = '.pb.gz';

/** Names of profiles that this or another process has written here; nothing else is ever removed. */
const OWN = /^[\w.-]{1,80}-(?:cpu|heap)-\d{8}T\d{6}\.\d{3}Z-\d+(?:-\d+)?\.pb\.gz$/;

/** Longest name of a service in the name of a file. */
const MAX_NAME_LENGTH = 80;

export interface ProfileName {
  readonly service: string;
  readonly kind: 'cpu' | 'heap';
  /** When it ended, since 1970. */
  readonly timeMillis: number;
  /** Of the process, with that of the thread where it is none of the main one. */
  readonly writer: string;
}

/** `shop-cpu-20260131T120000.000Z-4711.pb.gz` */
export const fileNameOf = ({ service, kind, timeMillis, writer }: ProfileName): string => {
  const name = service.replace(/[^\w.-]+/g, '_').slice(0, MAX_NAME_LENGTH) || '_';
  return `${name}-${kind}-${new Date(timeMillis).toISOString().replace(/[:-]/g, '')}-${writer}${SUFFIX}`;
};

/** Removes the oldest profiles until the rest takes no more than so many bytes. */
const makeRoom = (folder: string, maxBytes: number): void => {
  const files = readdirSync(folder)
    .filter((name) => OWN.test(name))
    .flatMap((name) => {
      const found = statSync(join(folder, name), { throwIfNoEntry: false });
      return found ? [{ name, bytes: found.size, time: found.mtimeMs }] : [];
    })
    .sort((a, b) => b.time - a.time || b.name.localeCompare(a.name));
  let sum = 0;
  for (const { name, bytes } of files) {
    sum += bytes;
    if (sum > maxBytes) rmSync(join(folder, name), { force: true });
  }
};

/**
 * Writes a profile that is compressed already, readable by this user only, and removes the oldest where it is too
 * much. Throws where the folder cannot be written.
 */
export const writeProfile = (
  folder: string,
  maxBytes: number,
  name: ProfileName,
  bytes: Uint8Array,
): string => {
  makeFolder(resolve(folder), 0o700);
  const path = join(folder, fileNameOf(name));
  // Whoever reads the folder sees whole files.
  const unfinished = `${path}.tmp`;
  writeFileSync(unfinished, bytes, { mode: 0o600 });
  renameSync(unfinished, path);
  makeRoom(folder, maxBytes);
  return path;
};
