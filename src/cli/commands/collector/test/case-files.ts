import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TestCase } from '../../../../collector/case/case.ts';
import { isCaseFile, readCases } from '../../../../collector/case/parse/case-file.ts';
import type { SourceFile } from '../../../../collector/document/load.ts';
import { placeText } from '../../../../collector/document/node.ts';
import { type Io, UsageError } from '../../../io.ts';
import { readSources } from '../read-sources.ts';

export interface CaseFile {
  readonly source: SourceFile;
  readonly cases: readonly TestCase[];
}

const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
};

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name) && !name.includes('node_modules'))
    .sort()
    .map((name) => join(folder, name));

/** YAML files of a folder may be something else, such as the configuration. */
const casesIn = (folder: string, io: Io): readonly SourceFile[] => {
  const sources = readSources(filesIn(folder), io);
  const found = sources.filter(isCaseFile);
  const others = sources.filter((source) => !found.includes(source)).map(({ name }) => name);
  if (found.length === 0)
    throw new UsageError(`${folder}: there is no file of cases, that is YAML with the key "cases"`);
  if (others.length > 0) io.stderr(`note: without cases, left out: ${others.join(', ')}\n`);
  return found;
};

/** The cases of files and folders. Throws UsageError with everything that is wrong with them. */
export const readCaseFiles = (paths: readonly string[], io: Io): readonly CaseFile[] => {
  const sources = paths.flatMap((path) => (isFolder(path) ? casesIn(path, io) : readSources([path], io)));
  const read = sources.map((source) => ({ source, ...readCases(source) }));
  const problems = read.flatMap((file) => file.problems);
  if (problems.length > 0)
    throw new UsageError(problems.map(({ place, message }) => placeText(place, message)).join('\n'));
  return read;
};
