import { resolve } from 'node:path';
import type { Surroundings } from '../../../collector/document/expand.ts';
import { findInKubernetes } from '../../../collector/document/kubernetes.ts';
import type { SourceFile } from '../../../collector/document/load.ts';
import type { PathKind, ValidateOptions } from '../../../collector/validate/options.ts';
import { type Io, UsageError } from '../../io.ts';
import { nameOf, readText } from '../../read-text.ts';

export const STDIN_ONCE = '-: standard input can be read once; name a file for the other';

/** Largest file that is read, in UTF-16 units. */
const MAX_LENGTH = 2_000_000;

/** The files of a command line. Throws UsageError where one cannot be read, or is no text. */
export const readSources = (files: readonly string[], io: Io): readonly SourceFile[] => {
  if (files.indexOf('-') !== files.lastIndexOf('-')) throw new UsageError(STDIN_ONCE);
  return files.map((file) => {
    const text = readText(file, io);
    const name = nameOf(file);
    if (text.length > MAX_LENGTH) throw new UsageError(`${name}: is longer than ${MAX_LENGTH} characters`);
    return { name, text: text.replace(/^\ufeff/, '') };
  });
};

/** A file that is one, or the one in an object of Kubernetes. */
const configurationIn = (source: SourceFile): SourceFile => {
  const { source: inside, found } = findInKubernetes(source) ?? { source, found: [] };
  if (inside) return inside;
  if (found.length === 0) return source;
  throw new UsageError(
    `${source.name}: has ${found.length} configurations: ${found.join('; ')}; give one of them in a file of its own`,
  );
};

/** The configurations of a command line. Throws UsageError as `readSources` does, and where a file has several. */
export const readConfigurations = (files: readonly string[], io: Io): readonly SourceFile[] =>
  readSources(files, io).map(configurationIn);

const pathKind = (path: string, io: Io): PathKind => {
  try {
    io.readFile(resolve(path));
    return 'file';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing';
    return code === 'EISDIR' ? 'directory' : 'file';
  }
};

/** The environment of the command, and files relative to the working directory, as the Collector takes them. */
export const surroundingsOf = (io: Io): Surroundings & Pick<ValidateOptions, 'pathKind'> => ({
  env: io.env,
  readFile: (path) => io.readFile(resolve(path)),
  pathKind: (path) => pathKind(path, io),
});
