import type { Io } from '../../io.ts';
import { writeText } from '../../write-text.ts';

/** Writes a result to the file that the command line names, or prints it. Throws UsageError where it cannot. */
export const writeOutput = (text: string, file: string | undefined, io: Io): void => {
  if (file === undefined) {
    io.stdout(text);
    return;
  }
  writeText(file, text, io);
};
