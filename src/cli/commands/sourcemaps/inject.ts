import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { debugIdIn, mapWithDebugId, withDebugId } from '../../../sourcemaps/comments.ts';
import { openSourceMap, SourceMapFault } from '../../../sourcemaps/source-map.ts';
import { type Io, UsageError } from '../../io.ts';
import { writeText } from '../../write-text.ts';
import { type BuildFile, readBuildFile, readBuildFolder } from './build-folder.ts';

const NOTES = `
Writes //# debugId=… into the code and "debugId" into its map, by which one is known to be of the other. The id is made of
their content, so the same build has the same ids. Nothing in the program moves: its map stays right. Hashes that others
have of the files (integrity attributes, compressed copies) have to be made afterwards.

Exit status: 0 all files have ids, 1 a map cannot be used or is of another file, 2 the folder cannot be read.

Examples:
  $ vite build --sourcemap && binnacle sourcemaps inject dist
  $ binnacle sourcemaps inject dist --dry-run --json
`;

interface InjectOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface Injected {
  readonly path: string;
  readonly debugId: string;
  readonly isNew: boolean;
}

/** Name-based UUID of version 5: https://www.rfc-editor.org/rfc/rfc9562#section-5.5 */
const uuidOf = (code: string, map: string): string => {
  const digest = createHash('sha1')
    .update('binnacle sourcemaps\0')
    .update(code)
    .update('\0')
    .update(map)
    .digest();
  digest[6] = ((digest[6] as number) & 0x0f) | 0x50;
  digest[8] = ((digest[8] as number) & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** Undefined for a map without its code, and for one that is within it: those cannot be taken for another's. */
const injectInto = (file: BuildFile, options: InjectOptions, io: Io): Injected | undefined => {
  if (file.codeFile === undefined || file.mapFile === undefined) return undefined;
  const { code = '', map } = readBuildFile(file);
  const inMap = openSourceMap(map, file.mapPath).debugId;
  const inCode = debugIdIn(code);
  if (inMap !== undefined && inCode !== undefined && inMap !== inCode)
    throw new SourceMapFault(`is of another build: it has debug id ${inMap}, the code has ${inCode}`);
  const debugId = inCode ?? inMap ?? uuidOf(code, map);
  if (!options.dryRun) {
    // The map first: code that names an id has its map then, whenever this ends.
    if (inMap === undefined) writeText(file.mapFile, mapWithDebugId(map, debugId), io);
    if (inCode === undefined) writeText(file.codeFile, withDebugId(code, debugId), io);
  }
  return { path: file.path, debugId, isNew: inMap === undefined || inCode === undefined };
};

const inject = (folder: string, options: InjectOptions, io: Io): void => {
  const files = readBuildFolder(folder);
  if (files.length === 0)
    throw new UsageError(`${folder}: no source maps; expected the folder of a build with *.js.map`);
  const injected: Injected[] = [];
  const problems: string[] = [];
  for (const file of files) {
    try {
      const one = injectInto(file, options, io);
      if (one) injected.push(one);
      if (one?.isNew)
        for (const packed of ['.gz', '.br'].filter((ending) => existsSync(join(folder, file.path + ending))))
          problems.push(`${file.path}${packed}: was made before; make it again`);
    } catch (error) {
      if (!(error instanceof SourceMapFault)) throw error;
      problems.push(`${file.path}: the map ${error.message}`);
    }
  }
  if (options.json) io.stdout(`${JSON.stringify({ files: injected, problems })}\n`);
  else {
    for (const { path, debugId, isNew } of injected)
      io.stdout(`${debugId}  ${path}${isNew ? '' : '  (had it)'}\n`);
    for (const problem of problems) io.stderr(`${problem}\n`);
  }
  io.exitCode = problems.length > 0 ? 1 : 0;
};

/** `binnacle sourcemaps inject`: ids that tell which map is of which code. */
export const createInjectCommand = (io: Io): Command =>
  new Command('inject')
    .description('write debug ids into the code and the maps of a build')
    .argument('<folder>', 'of the build')
    .option('--dry-run', 'say the ids, and write nothing')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', NOTES)
    .action((folder: string, options: InjectOptions) => inject(folder, options, io));
