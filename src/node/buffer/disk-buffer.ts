import { renameSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { diag } from '@opentelemetry/api';
import type { Backlog, Lane, Stored } from '../exporters/backlog.ts';
import type { Payload } from '../exporters/payload.ts';
import { untraced } from '../exporters/untraced.ts';
import type { LossReason } from '../losses.ts';
import { makeFolder } from '../make-folder.ts';
import { decodeFile, encodeFile, type FileMeta, fileBytesOf, nameOf } from './buffer-file.ts';
import { prepareFolder, quietly, survey, touch } from './buffer-folder.ts';
import { newFolderName } from './owner.ts';

/** How often the other processes are told that this one lives, and are looked after. */
const SURVEY_MILLIS = 10_000;

/** How long a disk that fails is left alone. */
const DISK_PAUSE_MILLIS = 30_000;

const FILE_OPTIONS = { mode: 0o600, flag: 'wx' } as const;

export interface DiskBufferOptions {
  readonly folder: string;
  readonly maxBytes: number;
  readonly maxAgeMillis: number;
  readonly onLost: (payload: Omit<Payload, 'body'>, reason: LossReason) => void;
}

const isFor = (meta: Lane, { signal, lane }: Lane): boolean => meta.signal === signal && meta.lane === lane;

interface Kept {
  readonly meta: FileMeta;
  readonly folder: string;
  readonly name: string;
  readonly isInherited: boolean;
  isUnderWay: boolean;
  tries: number;
}

/**
 * Batches on disk. Each process writes into a folder of its own, whole files under their final name only; what a
 * process leaves there, another takes over. Undefined, with a warning, where the folder cannot be used.
 */
export const createDiskBuffer = (options: DiskBufferOptions): Backlog | undefined => {
  const { folder: base, maxBytes, maxAgeMillis, onLost } = options;
  const problem = prepareFolder(base);
  if (problem !== undefined) {
    diag.warn(`BINNACLE_BUFFER_DIR: ${base}: ${problem}; what cannot be sent waits in memory only`);
    return undefined;
  }

  const own = join(base, newFolderName());
  let kept: Kept[] = [];
  let sequence = 0;
  let foreignBytes = 0;
  let pausedUntil = 0;
  let writing: Promise<unknown> = Promise.resolve();
  /** Writes between the moment when their folder was made and the moment when a file is in it. */
  let beginning = 0;
  const listeners = new Set<() => void>();

  const foldersInUse = (): ReadonlySet<string> => new Set([own, ...kept.map(({ folder }) => folder)]);

  const removeIfUnused = (folder: string): void => {
    if (folder === own && beginning > 0) return;
    if (!kept.some((file) => file.folder === folder)) quietly(() => rmdirSync(folder));
  };

  const forget = (file: Kept): void => {
    kept = kept.filter((each) => each !== file);
    quietly(() => unlinkSync(join(file.folder, file.name)));
    removeIfUnused(file.folder);
  };

  const drop = (file: Kept, reason: LossReason): void => {
    forget(file);
    onLost(file.meta, reason);
  };

  const look = (): void => {
    for (const folder of foldersInUse()) touch(folder);
    const found = survey(base, new Set([...foldersInUse()].map((folder) => basename(folder))));
    foreignBytes = found.foreignBytes;
    if (found.inherited.length === 0) return;
    for (const file of found.inherited)
      kept.push({ ...file, isInherited: true, isUnderWay: false, tries: 0 });
    for (const listener of listeners) listener();
  };

  const makeRoom = (bytes: number): boolean => {
    const isFull = (): boolean =>
      kept.reduce((sum, { meta }) => sum + meta.bytes, foreignBytes + bytes) > maxBytes;
    while (isFull()) {
      const oldest = kept
        .filter(({ isUnderWay }) => !isUnderWay)
        .sort((a, b) => a.meta.createdMillis - b.meta.createdMillis)[0];
      if (!oldest) return false;
      drop(oldest, 'buffer_full');
    }
    return true;
  };

  /** The file that this payload becomes; undefined where there is no room. */
  const planFile = (payload: Payload): { readonly file: Kept; readonly content: Buffer } | undefined => {
    const { signal, lane, encoding, items, body } = payload;
    const bytes = fileBytesOf(payload);
    if (performance.now() < pausedUntil || !makeRoom(bytes)) return undefined;
    const meta = { createdMillis: Date.now(), sequence: sequence++, signal, lane, encoding, items, bytes };
    const name = nameOf(meta);
    makeFolder(own, 0o700);
    const file = { meta, folder: own, name, isInherited: false, isUnderWay: false, tries: 0 };
    return { file, content: encodeFile(name, body) };
  };

  /** A full disk is one line; it is tried again later, and memory has to do meanwhile. */
  const failed = (error: unknown, temporary: string | undefined): void => {
    pausedUntil = performance.now() + DISK_PAUSE_MILLIS;
    if (temporary !== undefined) quietly(() => unlinkSync(temporary));
    const reason = error instanceof Error ? error.message.replace(/, \w+(?: '.*)?$/, '') : String(error);
    diag.warn(`BINNACLE_BUFFER_DIR: ${base}: ${reason}; what cannot be sent waits in memory`);
  };

  const write = async (payload: Payload): Promise<boolean> => {
    let temporary: string | undefined;
    beginning++;
    try {
      const plan = planFile(payload);
      if (!plan) return false;
      const path = join(own, plan.file.name);
      temporary = `${path}.tmp`;
      await writeFile(temporary, plan.content, FILE_OPTIONS);
      await rename(temporary, path);
      kept.push(plan.file);
      return true;
    } catch (error) {
      failed(error, temporary);
      return false;
    } finally {
      beginning--;
      removeIfUnused(own);
    }
  };

  const writeSync = (payload: Payload): boolean => {
    let temporary: string | undefined;
    try {
      const plan = planFile(payload);
      if (!plan) return false;
      const path = join(own, plan.file.name);
      temporary = `${path}.tmp`;
      writeFileSync(temporary, plan.content, FILE_OPTIONS);
      renameSync(temporary, path);
      kept.push(plan.file);
      return true;
    } catch (error) {
      failed(error, temporary);
      return false;
    }
  };

  const read = async (file: Kept): ReturnType<Stored['read']> => {
    try {
      const body = decodeFile(file.name, await readFile(join(file.folder, file.name)));
      if (!body) diag.warn(`BINNACLE_BUFFER_DIR: ${base}: a file is damaged and is dropped`);
      return body;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : undefined;
    }
  };

  const storedOf = (file: Kept): Stored => ({
    ...file.meta,
    tries: file.tries,
    read: () => untraced(() => read(file)),
    remove: () => forget(file),
    giveBack: (place) => {
      file.isUnderWay = false;
      file.tries++;
      if (place === 'last') kept = [...kept.filter((each) => each !== file), file];
    },
  });

  const dropExpired = (): void => {
    const oldest = Date.now() - maxAgeMillis;
    const expired = kept.filter(({ meta, isUnderWay }) => meta.createdMillis < oldest && !isUnderWay);
    for (const file of expired) drop(file, 'expired');
  };

  untraced(() => {
    look();
    setInterval(look, SURVEY_MILLIS).unref();
  });

  return {
    store: (payload) => {
      const written = writing.then(() => untraced(() => write(payload)));
      writing = written;
      return written;
    },
    saveSync: (payloads) => payloads.filter((payload) => !writeSync(payload)),
    next: (lane, inherited) => {
      dropExpired();
      const free = kept.filter(({ meta, isUnderWay }) => isFor(meta, lane) && !isUnderWay);
      const file = free.find(({ isInherited }) => !isInherited) ?? (inherited ? free[0] : undefined);
      if (!file) return undefined;
      file.isUnderWay = true;
      return storedOf(file);
    },
    has: (lane, inherited) =>
      kept.some(({ meta, isInherited }) => isFor(meta, lane) && (inherited || !isInherited)),
    onMore: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
