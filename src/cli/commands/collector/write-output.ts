import { type Io, UsageError } from '../../io.ts';

/** Writes a result to the file that the command line names, or prints it. Throws UsageError where it cannot. */
export const writeOutput = (text: string, file: string | undefined, io: Io): void => {
  if (file === undefined) {
    io.stdout(text);
    return;
  }
  try {
    io.writeFile(file, text);
  } catch (error) {
    throw new UsageError(`${file}: cannot be written (${(error as NodeJS.ErrnoException).code ?? error})`);
  }
};
