import { type Io, UsageError } from './io.ts';

/** How messages call standard input. */
export const STDIN_NAME = '<stdin>';

export const nameOf = (file: string): string => (file === '-' ? STDIN_NAME : file);

const orRefuse = <T>(file: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw new UsageError(
      `${nameOf(file)}: cannot be read (${(error as NodeJS.ErrnoException).code ?? error})`,
    );
  }
};

/** The bytes of a file of the command line; `-` is standard input. Throws UsageError where it cannot be read. */
export const readBytes = (file: string, io: Io): Buffer => orRefuse(file, () => io.readBytes(file));

/** The text of a file of the command line; `-` is standard input. Throws UsageError where it is none, in UTF-8. */
export const readText = (file: string, io: Io): string => {
  const text = orRefuse(file, () => io.readFile(file));
  if (text.includes('\0') || text.includes('\ufffd'))
    throw new UsageError(`${nameOf(file)}: is not a text in UTF-8`);
  return text;
};

/** Names of what is in a folder of the command line; none of what is no folder. Throws UsageError where it cannot be read. */
export const namesIn = (folder: string, io: Io): readonly string[] =>
  orRefuse(folder, () => io.listFolder(folder));
