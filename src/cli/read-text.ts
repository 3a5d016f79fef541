import { type Io, UsageError } from './io.ts';

/** The text of a file of the command line; `-` is standard input. Throws UsageError where it cannot be read. */
export const readText = (file: string, io: Io): string => {
  try {
    return io.readFile(file);
  } catch (error) {
    throw new UsageError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? error})`);
  }
};
