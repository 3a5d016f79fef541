import { isAbsolute, join, relative, sep } from 'node:path';
import type { FileOrigin } from '../../../monitoring/index.ts';
import type { Io } from '../../io.ts';
import { namesIn, STDIN_NAME } from '../../read-text.ts';

/** A generated file of an earlier run. */
export interface EarlierFile {
  /** Relative to the folder of `--output`, as `OutputFile` has it. */
  readonly path: string;
  readonly origin: FileOrigin;
}

/** How generated files name the file that they are made from: seen from their folder, so that both can move together. */
export const sourceSeenFrom = (folder: string, file: string): string =>
  file === '-' ? STDIN_NAME : relative(folder, file).split(sep).join('/');

/** The same file, seen from here. */
export const sourceSeenFromHere = (folder: string, source: string): string =>
  isAbsolute(source) ? source : join(folder, source);

/** The text of a file that may not be there, or not be a file. */
export const textOf = (file: string, io: Io): string | undefined => {
  try {
    return io.readFile(file);
  } catch {
    return undefined;
  }
};

/** Files below a folder whose first line says that this command wrote them. */
export const readEarlier = async (
  folder: string,
  subfolders: readonly string[],
  by: string,
  io: Io,
): Promise<readonly EarlierFile[]> => {
  // Loaded when it is asked for: other commands should not wait for it.
  const { originOf } = await import('../../../monitoring/index.ts');
  return subfolders.flatMap((subfolder) =>
    namesIn(join(folder, subfolder), io).flatMap((name) => {
      if (!/\.ya?ml$/.test(name)) return [];
      const path = subfolder === '' ? name : `${subfolder}/${name}`;
      const origin = originOf(textOf(join(folder, path), io) ?? '');
      return origin?.by === by ? [{ path, origin }] : [];
    }),
  );
};

/** The text of a source of earlier files; undefined where it is not there any more, so that nothing of it counts. */
export const readSource = (folder: string, source: string, io: Io): string | undefined => {
  if (source === STDIN_NAME) return undefined;
  try {
    return io.readFile(sourceSeenFromHere(folder, source));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    // It is there, whatever is in it.
    return '';
  }
};
