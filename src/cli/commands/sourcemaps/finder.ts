import { debugIdIn } from '../../../sourcemaps/comments.ts';
import { matchPath, type PathEntry, segmentsOf } from '../../../sourcemaps/match-path.ts';
import { createProgram } from '../../../sourcemaps/program.ts';
import type { Sender } from '../../../sourcemaps/resolve-otlp.ts';
import type { Bundle, FindBundle } from '../../../sourcemaps/resolve-stack.ts';
import { openSourceMap, type SourceMap, SourceMapFault } from '../../../sourcemaps/source-map.ts';
import { UsageError } from '../../io.ts';
import { type BuildFile, readBuildFile, readBuildFolder } from './build-folder.ts';
import { isUrl, type Place } from './place.ts';
import {
  isStore,
  type Release,
  readByDebugId,
  readContent,
  readRelease,
  readReleases,
  requireStore,
  type StoredFile,
} from './store.ts';

/** Opened maps that are kept; a stack of one page has a few. */
const MOST_OPEN = 32;

interface Texts {
  readonly code: string | undefined;
  readonly map: string;
}
type Found = Bundle | { readonly problem: string };

/** Opens each map once, and forgets those that were not asked for long. */
const createOpener = () => {
  const open = new Map<string, Found>();
  return async (
    key: string,
    path: string,
    mapPath: string,
    read: () => Promise<Texts> | Texts,
  ): Promise<Found> => {
    const known = open.get(key);
    open.delete(key);
    const opened = known ?? (await openBundle(path, mapPath, read));
    open.set(key, opened);
    if (open.size > MOST_OPEN) open.delete(open.keys().next().value as string);
    return opened;
  };
};

const openBundle = async (
  path: string,
  mapPath: string,
  read: () => Promise<Texts> | Texts,
): Promise<Found> => {
  try {
    const { code, map } = await read();
    const opened: SourceMap = openSourceMap(map, mapPath);
    const id = code === undefined ? undefined : debugIdIn(code);
    if (id !== undefined && opened.debugId !== undefined && id !== opened.debugId)
      return {
        problem: `${path}: the map is of another build (debug id ${opened.debugId}, the code has ${id})`,
      };
    return { path, map: opened, code: code === undefined ? undefined : createProgram(code) };
  } catch (error) {
    if (error instanceof SourceMapFault) return { problem: `${path}: the map ${error.message}` };
    // A store that is damaged in one place is good in others.
    if (error instanceof UsageError) return { problem: error.message };
    throw error;
  }
};

const several = (location: string, paths: readonly string[]): { readonly problem: string } => ({
  problem: `${location}: may be ${paths.slice(0, 5).join(' or ')}${paths.length > 5 ? ` or ${paths.length - 5} more` : ''}`,
});
const none = (location: string, where: string): { readonly problem: string } => ({
  problem: `no map for ${location.replace(/[?#].*$/s, '')}: nothing called ${segmentsOf(location)[0] ?? 'so'} in ${where}`,
});

const folderFinder = (folder: string, debugId: string | undefined): FindBundle => {
  const entries: readonly PathEntry<BuildFile>[] = readBuildFolder(folder).map((value) => ({
    path: value.path,
    value,
  }));
  if (entries.length === 0)
    throw new UsageError(`${folder}: no source maps; expected the folder of a build with *.js.map`);
  const opener = createOpener();
  const open = (file: BuildFile): Promise<Found> =>
    opener(file.path, file.path, file.mapPath, () => readBuildFile(file));
  let byId: Promise<Found> | undefined;
  const findById = async (id: string): Promise<Found> => {
    for (const { value } of entries) {
      const { code = '', map } = readBuildFile(value);
      if (debugIdIn(code) === id || new RegExp(`"debug_?[iI]d"\\s*:\\s*"${id}"`, 'i').test(map))
        return open(value);
    }
    return { problem: `${folder}: nothing has debug id ${id}` };
  };
  return async (location) => {
    if (debugId !== undefined) {
      byId ??= findById(debugId);
      return byId;
    }
    const found = matchPath(entries, location);
    const [first] = found;
    if (!first) return none(location, folder);
    return found.length > 1
      ? several(
          location,
          found.map(({ path }) => path),
        )
      : open(first.value);
  };
};

/** Of several releases that have a file: fine where all have the same. */
const inReleases = (
  releases: readonly Release[],
  location: string,
): StoredFile | { readonly problem: string } | undefined => {
  const found = releases.flatMap(({ release, files }) =>
    matchPath(
      files.map((value) => ({ path: value.path, value })),
      location,
    ).map(({ value }) => ({ release, value })),
  );
  const [first] = found;
  if (!first) return undefined;
  return new Set(found.map(({ value }) => value.map)).size === 1
    ? first.value
    : {
        problem: `${
          several(
            location,
            found.map(({ release, value }) => `${value.path} of ${release}`),
          ).problem
        }; say which release with --release`,
      };
};

const storeFinder = (place: Place, given: string | undefined, debugId: string | undefined) => {
  const opener = createOpener();
  const releases = new Map<string, Promise<Release | undefined>>();
  let all: Promise<readonly Release[]> | undefined;
  const releaseOf = (name: string): Promise<Release | undefined> => {
    const known = releases.get(name) ?? readRelease(place, name);
    releases.set(name, known);
    return known;
  };
  const candidates = async ({ service, version }: Sender): Promise<readonly Release[]> => {
    if (given !== undefined) {
      const release = await releaseOf(given);
      if (!release) throw new UsageError(`${place.shown}: no release ${JSON.stringify(given)}`);
      return [release];
    }
    if (version !== undefined)
      for (const name of [`${service}@${version}`, version]) {
        const release = await releaseOf(name);
        if (release) return [release];
      }
    all ??= readReleases(place);
    return all;
  };
  const open = (file: StoredFile): Promise<Found> =>
    opener(`${file.map} ${file.code} ${file.path}`, file.path, file.mapPath, async () => ({
      map: await readContent(place, file.map),
      code: file.code === undefined ? undefined : await readContent(place, file.code),
    }));
  return (sender: Sender): FindBundle =>
    async (location) => {
      if (debugId !== undefined) {
        const file = await readByDebugId(place, debugId);
        return file ? open(file) : { problem: `${place.shown}: nothing has debug id ${debugId}` };
      }
      const found = inReleases(await candidates(sender), location);
      if (!found) return none(location, `${place.shown}${given === undefined ? '' : ` of ${given}`}`);
      return 'problem' in found ? found : open(found);
    };
};

/** Finds maps in the folder of a build, or in a store in a folder or at a URL. Throws UsageError where there is neither. */
export const createFinder = async (
  place: Place,
  { release, debugId }: { readonly release?: string | undefined; readonly debugId?: string | undefined },
): Promise<(sender: Sender) => FindBundle> => {
  const id = debugId?.toLowerCase();
  if (isUrl(place.shown)) await requireStore(place);
  if (place.folder === undefined || (await isStore(place))) return storeFinder(place, release, id);
  if (release !== undefined)
    throw new UsageError(`${place.shown}: no store of source maps, so --release says nothing`);
  const find = folderFinder(place.folder, id);
  return () => find;
};
