import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { mapUrlIn } from '../../../sourcemaps/comments.ts';
import { UsageError } from '../../io.ts';
import { textOfDataUrl } from './data-url.ts';

/** A file of a build that has a map, or is one without its code. */
export interface BuildFile {
  /** Of the code, below the folder, with slashes. */
  readonly path: string;
  /** On this machine; undefined where only the map is there. */
  readonly codeFile: string | undefined;
  /** On this machine; undefined for a map within the code. */
  readonly mapFile: string | undefined;
  /** What `sources` of the map are relative to, below the folder. */
  readonly mapPath: string;
}

const CODE = /\.[cm]?js$/i;
const NOT_OF_A_BUILD = new Set(['node_modules', '.git']);
const MAX_FILES = 100_000;
/** Beyond this a file is no build of anybody. */
export const MAX_FILE_BYTES = 400 * 1_048_576;

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? error);

/** Paths of all files below a folder. Links to folders are not followed, since they may lead back. */
const walk = (folder: string): readonly string[] => {
  const found: string[] = [];
  const visit = (below: string): void => {
    const entries = readdirSync(join(folder, below), { withFileTypes: true });
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!NOT_OF_A_BUILD.has(entry.name)) visit(path);
      } else if (CODE.test(entry.name) || /\.map$/i.test(entry.name)) {
        const stats = statSync(join(folder, path), { throwIfNoEntry: false });
        if (stats?.isFile()) found.push(path);
        if (found.length > MAX_FILES)
          throw new UsageError(`${folder}: more than ${MAX_FILES} files; name a folder with a build`);
      }
    }
  };
  try {
    visit('');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${folder}: cannot be read (${codeOf(error)}); expected the folder of a build`);
  }
  return found;
};

const readWhole = (file: string): string => {
  if (lstatSync(file).size > MAX_FILE_BYTES)
    throw new UsageError(`${file}: larger than ${MAX_FILE_BYTES / 1_048_576} MiB`);
  return readFileSync(file, 'utf8');
};

/** The files of a build that have maps, and maps whose code is not there. */
export const readBuildFolder = (folder: string): readonly BuildFile[] => {
  const paths = walk(folder);
  const known = new Set(paths);
  const used = new Set<string>();
  const found: BuildFile[] = [];
  for (const path of paths) {
    if (!CODE.test(path)) continue;
    const codeFile = join(folder, path);
    const url = mapUrlIn(readWhole(codeFile));
    if (url !== undefined && textOfDataUrl(url) !== undefined) {
      found.push({ path, codeFile, mapFile: undefined, mapPath: path });
      continue;
    }
    const told =
      url === undefined ? '' : posix.join(posix.dirname(path), decodeURI(url.replace(/[?#].*$/, '')));
    const mapPath = [told, `${path}.map`].find((each) => known.has(each));
    if (mapPath === undefined) continue;
    used.add(mapPath);
    found.push({ path, codeFile, mapFile: join(folder, mapPath), mapPath });
  }
  for (const mapPath of paths)
    if (!CODE.test(mapPath) && !used.has(mapPath) && CODE.test(mapPath.replace(/\.map$/i, '')))
      found.push({
        path: mapPath.replace(/\.map$/i, ''),
        codeFile: undefined,
        mapFile: join(folder, mapPath),
        mapPath,
      });
  return found;
};

/** The texts of a file of a build. */
export const readBuildFile = ({
  codeFile,
  mapFile,
}: BuildFile): { readonly code: string | undefined; readonly map: string } => {
  const code = codeFile === undefined ? undefined : readWhole(codeFile);
  const map = mapFile === undefined ? textOfDataUrl(mapUrlIn(code ?? '') ?? '') : readWhole(mapFile);
  return { code, map: map ?? '' };
};
