import { wholeText } from '../../../collector/document/kubernetes.ts';
import type { SourceFile } from '../../../collector/document/load.ts';
import type { Io } from '../../io.ts';
import { readText } from '../../read-text.ts';
import { writeText } from '../../write-text.ts';

/** Writes the files whose text is another now, and says what was `done` to each. */
export const writeChanged = (
  before: readonly SourceFile[],
  after: readonly SourceFile[],
  done: string,
  io: Io,
): void => {
  for (const [index, source] of after.entries()) {
    const { name, text } = source;
    if (text === before[index]?.text) continue;
    // A byte order mark is not part of what was read.
    const mark = readText(name, io).startsWith('\ufeff') ? '\ufeff' : '';
    writeText(name, mark + wholeText(source), io);
    io.stderr(`${name}: ${done}\n`);
  }
};
