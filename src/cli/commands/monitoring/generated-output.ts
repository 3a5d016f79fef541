import { join } from 'node:path';
import { type Io, UsageError } from '../../io.ts';
import { writeText } from '../../write-text.ts';
import { textOf } from './earlier-files.ts';

export interface OutputFile {
  /** Relative to the folder of `--output`. */
  readonly path: string;
  readonly text: string;
}

/** What belongs into a folder, and what is left there of an earlier run. */
export interface Output {
  readonly folder: string;
  readonly files: readonly OutputFile[];
  /** Relative to the folder. */
  readonly stale: readonly string[];
}

interface Written {
  readonly files: readonly string[];
  readonly removed: readonly string[];
}

/** Writes files below a folder, removes what is left, and returns the paths. Throws UsageError where it cannot. */
const writeOutput = ({ folder, files, stale }: Output, io: Io): Written => ({
  files: files.map(({ path, text }) => {
    const target = join(folder, path);
    writeText(target, text, io);
    return target;
  }),
  removed: stale.map((path) => {
    const target = join(folder, path);
    try {
      io.removeFile(target);
    } catch (error) {
      throw new UsageError(
        `${target}: cannot be removed (${(error as NodeJS.ErrnoException).code ?? error})`,
      );
    }
    return target;
  }),
});

/** A file that is not as `writeOutput` would leave it. */
interface Outdated {
  readonly file: string;
  readonly reason: 'missing' | 'different' | 'left over';
}

/** What `writeOutput` would change. */
const compareOutput = ({ folder, files, stale }: Output, io: Io): readonly Outdated[] => [
  ...files.flatMap(({ path, text }): Outdated[] => {
    const file = join(folder, path);
    const there = textOf(file, io);
    if (there === text) return [];
    return [{ file, reason: there === undefined ? 'missing' : 'different' }];
  }),
  ...stale.map((path): Outdated => ({ file: join(folder, path), reason: 'left over' })),
];

/** What was done to a folder or, with `--check`, would be. */
export interface OutputResult extends Written {
  readonly outdated: readonly Outdated[];
}

/** Writes, or with `check` only compares; where something would change, the exit status is 1. */
export const writeOrCompare = (output: Output | undefined, check: boolean, io: Io): OutputResult => {
  if (output === undefined) return { files: [], removed: [], outdated: [] };
  if (!check) return { ...writeOutput(output, io), outdated: [] };
  const outdated = compareOutput(output, io);
  if (outdated.length > 0) io.exitCode = 1;
  return { files: [], removed: [], outdated };
};

/** What `--check` found, for people. */
export const printOutdated = (
  output: Output | undefined,
  check: boolean,
  { outdated }: OutputResult,
  io: Io,
): void => {
  if (output === undefined || !check) return;
  for (const { file, reason } of outdated) io.stdout(`${file}: ${reason}\n`);
  const count = output.files.length;
  if (outdated.length === 0)
    io.stdout(`${count} file${count === 1 ? '' : 's'} in ${output.folder}: up to date\n`);
};

/** What was done, for people. */
export const printOutput = (
  output: Output | undefined,
  check: boolean,
  result: OutputResult,
  io: Io,
): void => {
  if (output === undefined) return;
  for (const file of result.removed) io.stdout(`${file} removed\n`);
  printOutdated(output, check, result, io);
  if (!check) io.stdout(`${result.files.length} files in ${output.folder}\n`);
};
