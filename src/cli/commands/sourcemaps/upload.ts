import { Command } from 'commander';
import { debugIdIn } from '../../../sourcemaps/comments.ts';
import { openSourceMap, SourceMapFault } from '../../../sourcemaps/source-map.ts';
import { type Io, UsageError } from '../../io.ts';
import { type BuildFile, readBuildFile, readBuildFolder } from './build-folder.ts';
import { asHeader, checkRelease } from './options.ts';
import { placeOf } from './place.ts';
import { isStore, type NewFile, writeRelease } from './store.ts';

const NOTES = `
Puts the maps of a build, with the code, which tells names of functions, into a store: a folder, or a URL whose server
answers PUT and GET of files (WebDAV, nginx with dav_methods PUT, an object store). What several releases have alike is there
once. Every map is read first; if one cannot be used, nothing is written. A second upload of a release adds to it.

Exit status: 0 done, 1 a map cannot be used, 2 something cannot be read or written.

Examples:
  $ binnacle sourcemaps upload dist --to /srv/maps --release shop-page@1.4.0
  $ binnacle sourcemaps upload dist --to https://maps.example/ --header 'authorization: Bearer abc' --release "$GIT_SHA"
`;

interface UploadOptions {
  readonly to: string;
  readonly release: string;
  readonly header?: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

const checked = (file: BuildFile): string | undefined => {
  const { code = '', map } = readBuildFile(file);
  const id = debugIdIn(code);
  const { debugId } = openSourceMap(map, file.mapPath);
  if (id !== undefined && debugId !== undefined && id !== debugId)
    throw new SourceMapFault(`is of another build: it has debug id ${debugId}, the code has ${id}`);
  return debugId ?? id;
};

const upload = async (folder: string, options: UploadOptions, io: Io): Promise<void> => {
  const release = checkRelease(options.release);
  const files = readBuildFolder(folder);
  if (files.length === 0)
    throw new UsageError(`${folder}: no source maps; expected the folder of a build with *.js.map`);
  const place = placeOf(options.to, options.header);
  if (place.folder !== undefined && !(await isStore(place)) && (await place.read('package.json')))
    throw new UsageError(`${place.shown}: is the folder of a project, and no store`);
  const ids = new Map<BuildFile, string | undefined>();
  const problems: string[] = [];
  for (const file of files) {
    try {
      ids.set(file, checked(file));
    } catch (error) {
      if (!(error instanceof SourceMapFault)) throw error;
      problems.push(`${file.path}: the map ${error.message}`);
    }
  }
  if (problems.length > 0) {
    if (options.json) io.stdout(`${JSON.stringify({ release, files: 0, added: 0, problems })}\n`);
    else io.stderr(`${problems.join('\n')}\nnothing was written\n`);
    io.exitCode = 1;
    return;
  }
  const each = function* (): Generator<NewFile> {
    let count = 0;
    for (const file of files) {
      if (io.isTTY && !options.json) io.stderr(`${++count} of ${files.length} ${file.path}\n`);
      yield { path: file.path, mapPath: file.mapPath, ...readBuildFile(file), debugId: ids.get(file) };
    }
  };
  const written = await writeRelease(place, release, new Date().toISOString(), each());
  if (options.json) io.stdout(`${JSON.stringify({ release, ...written, problems })}\n`);
  else io.stdout(`${written.files} files of ${release} in ${place.shown}, ${written.added} texts are new\n`);
};

/** `binnacle sourcemaps upload`: the maps of a release, kept where stacks can be resolved. */
export const createUploadCommand = (io: Io): Command =>
  new Command('upload')
    .description('put the maps of a build into a store')
    .argument('<folder>', 'of the build')
    .requiredOption('--to <store>', 'a folder or a URL')
    .requiredOption('--release <name>', 'what the maps are of, such as service.name@service.version')
    .option('--header <header>', "sent to a URL, 'name: value'; may be given more than once", asHeader)
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', NOTES)
    .action((folder: string, options: UploadOptions) => upload(folder, options, io));
