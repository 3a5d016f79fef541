import type { ResolvedFrame, ResolvedStack } from '../../../sourcemaps/resolve-stack.ts';
import type { Io } from '../../io.ts';
import { createStyle } from '../../style.ts';

/** Frames of the application that are shown with their source; further out the line is enough. */
const MOST_WITH_SOURCE = 3;

const printSource = ({ line, column, source }: ResolvedFrame, io: Io): void => {
  const style = createStyle(io);
  const width = String(source.at(-1)?.number ?? '').length;
  for (const { number, text } of source) {
    const isIt = number === line;
    const shown = `${isIt ? '>' : ' '} ${String(number).padStart(width)} | ${text}`;
    io.stdout(`      ${isIt ? style.bold(shown) : style.dim(shown)}\n`);
    if (isIt && column <= text.length + 1)
      io.stdout(
        `        ${' '.repeat(width)} | ${text.slice(0, column - 1).replace(/[^\t]/g, ' ')}${style.bad('^')}\n`,
      );
  }
};

/** The stack as its engine would have written it, with the sources below the innermost places of the application. */
export const printStack = (result: ResolvedStack, io: Io): void => {
  const style = createStyle(io);
  const frameAt = new Map(result.lineOf.map((line, i) => [line, result.frames[i] as ResolvedFrame]));
  let shown = 0;
  result.text
    .replace(/\n$/, '')
    .split('\n')
    .forEach((line, i) => {
      const frame = frameAt.get(i);
      const isOwn = frame?.status === 'resolved' && !frame.isForeign;
      io.stdout(`${frame && !isOwn ? style.dim(line) : line}\n`);
      if (frame && isOwn && frame.source.length > 0 && shown < MOST_WITH_SOURCE) {
        shown++;
        printSource(frame, io);
      }
    });
  io.stdout(`${style.dim(`fingerprint ${result.fingerprint}`)}\n`);
};
