import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { UsageError } from '../../io.ts';
import { MAX_FILE_BYTES } from './build-folder.ts';
import type { Place } from './place.ts';

// A store is files: `contents/<SHA-256>.gz`, each text once however many releases have it, `releases/<name>.json`, and
// `debug-ids/<id>.json`.
const MARK = 'binnacle-sourcemaps.json';
const VERSION = 1;

export interface StoredFile {
  /** As in the build. */
  readonly path: string;
  readonly mapPath: string;
  /** SHA-256 of the map's text. */
  readonly map: string;
  /** SHA-256 of the code's, where that was there. */
  readonly code?: string;
  readonly debugId?: string;
  /** Of map and code, before they were packed. */
  readonly bytes: number;
}

export interface Release {
  readonly release: string;
  /** ISO 8601. */
  readonly uploadedAt: string;
  readonly files: readonly StoredFile[];
}

const releasePath = (release: string): string => `releases/${encodeURIComponent(release)}.json`;
const contentPath = (hash: string): string => `contents/${hash}.gz`;
const debugIdPath = (id: string): string => `debug-ids/${id}.json`;

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`);

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const parse = <T>(bytes: Buffer, what: string): T => {
  try {
    const value = JSON.parse(bytes.toString()) as T & { readonly version?: number };
    if (value.version === VERSION) return value;
  } catch {
    // Said below.
  }
  throw new UsageError(`${what}: is not a file of a store of this version`);
};

/** Whether a place has a store, and not a build. */
export const isStore = async (place: Place): Promise<boolean> => (await place.read(MARK)) !== undefined;

export const requireStore = async (place: Place): Promise<void> => {
  if (!(await isStore(place)))
    throw new UsageError(`${place.shown}: no store of source maps; binnacle sourcemaps upload makes one`);
};

export const readRelease = async (place: Place, release: string): Promise<Release | undefined> => {
  const path = releasePath(release);
  const bytes = await place.read(path);
  return bytes && parse<Release>(bytes, `${place.shown} ${path}`);
};

/** All releases of a store in a folder, the newest first. */
export const readReleases = async (place: Place): Promise<readonly Release[]> => {
  if (place.folder === undefined)
    throw new UsageError(`${place.shown}: a store at a URL has no list; say which release with --release`);
  let names: string[];
  try {
    names = readdirSync(join(place.folder, 'releases'));
  } catch {
    names = [];
  }
  const found: Release[] = [];
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    const bytes = await place.read(`releases/${name}`);
    if (bytes) found.push(parse<Release>(bytes, `${place.shown} releases/${name}`));
  }
  return found.sort((one, other) => (one.uploadedAt < other.uploadedAt ? 1 : -1));
};

export const readByDebugId = async (place: Place, id: string): Promise<StoredFile | undefined> => {
  const bytes = await place.read(debugIdPath(id));
  return bytes && parse<StoredFile>(bytes, `${place.shown} debug id ${id}`);
};

/** A text by its hash, which it is held against. Throws UsageError where it is not what was stored. */
export const readContent = async (place: Place, hash: string): Promise<string> => {
  const path = contentPath(hash);
  const bytes = await place.read(path);
  const damaged = (why: string): never => {
    throw new UsageError(`${place.shown} ${path}: ${why}; upload the release again`);
  };
  if (!bytes) return damaged('is missing');
  let text: string;
  try {
    text = gunzipSync(bytes, { maxOutputLength: MAX_FILE_BYTES }).toString();
  } catch {
    return damaged('cannot be unpacked');
  }
  return hashOf(text) === hash ? text : damaged('is not what was stored');
};

export interface NewFile {
  readonly path: string;
  readonly mapPath: string;
  readonly map: string;
  readonly code: string | undefined;
  readonly debugId: string | undefined;
}

export interface Written {
  readonly files: number;
  /** Texts that were not there already. */
  readonly added: number;
}

/** Adds files to a release; one of the same path is replaced. */
export const writeRelease = async (
  place: Place,
  release: string,
  uploadedAt: string,
  files: Iterable<NewFile>,
): Promise<Written> => {
  let added = 0;
  const put = async (text: string): Promise<string> => {
    const hash = hashOf(text);
    if (!(await place.read(contentPath(hash)))) {
      await place.write(contentPath(hash), gzipSync(text));
      added++;
    }
    return hash;
  };
  const before = await readRelease(place, release);
  const byPath = new Map(before?.files.map((file) => [file.path, file]));
  let count = 0;
  for (const { path, mapPath, map, code, debugId } of files) {
    const stored: StoredFile = {
      path,
      mapPath,
      map: await put(map),
      ...(code !== undefined && { code: await put(code) }),
      ...(debugId !== undefined && { debugId }),
      bytes: Buffer.byteLength(map) + Buffer.byteLength(code ?? ''),
    };
    byPath.set(path, stored);
    if (debugId !== undefined) await place.write(debugIdPath(debugId), json({ version: VERSION, ...stored }));
    count++;
  }
  await place.write(MARK, json({ version: VERSION }));
  // Last: who reads the release finds all that it names.
  const all = [...byPath.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
  await place.write(releasePath(release), json({ version: VERSION, release, uploadedAt, files: all }));
  return { files: count, added };
};

/** Younger texts may be of an upload that is under way, whose release comes last. */
const SETTLED_MILLIS = 3_600_000;

export interface Pruned {
  readonly releases: readonly string[];
  readonly contents: number;
  /** Packed. */
  readonly bytes: number;
}

/** Removes releases from a store in a folder, and all texts that no other has. */
export const pruneStore = (
  folder: string,
  keep: readonly Release[],
  remove: readonly Release[],
  isDry: boolean,
): Pruned => {
  const kept = keep.flatMap(({ files }) => files);
  const contents = new Set(kept.flatMap(({ map, code }) => (code === undefined ? [map] : [map, code])));
  const ids = new Set(kept.flatMap(({ debugId }) => debugId ?? []));
  const drop = (path: string): void => {
    if (!isDry) rmSync(join(folder, path), { force: true });
  };
  for (const { release } of remove) drop(releasePath(release));
  const namesIn = (below: string): readonly string[] => {
    try {
      return readdirSync(join(folder, below));
    } catch {
      return [];
    }
  };
  for (const name of namesIn('debug-ids'))
    if (!ids.has(name.replace(/\.json$/, ''))) drop(`debug-ids/${name}`);
  let [count, bytes] = [0, 0];
  for (const name of namesIn('contents')) {
    const stats = statSync(join(folder, 'contents', name), { throwIfNoEntry: false });
    if (!stats || contents.has(name.replace(/\.gz$/, '')) || Date.now() - stats.mtimeMs < SETTLED_MILLIS)
      continue;
    count++;
    bytes += stats.size;
    drop(`contents/${name}`);
  }
  return { releases: remove.map(({ release }) => release), contents: count, bytes };
};
