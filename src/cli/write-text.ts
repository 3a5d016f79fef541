import { type Io, UsageError } from './io.ts';

/** Writes a file that the command line names. Throws UsageError where it cannot be written. */
export const writeText = (file: string, text: string, io: Io): void => {
  try {
    io.writeFile(file, text);
  } catch (error) {
    throw new UsageError(`${file}: cannot be written (${(error as NodeJS.ErrnoException).code ?? error})`);
  }
};
