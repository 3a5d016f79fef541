import { type Row, renderLine, renderTable } from './summary.ts';

const REDRAW_MILLIS = 1_000;
const LINE_MILLIS = 5_000;
const ESCAPE = '\u001b[';

export interface Show {
  /** How often there should be news, in milliseconds. */
  readonly everyMillis: number;
  update(rows: readonly Row[]): void;
}

type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

const dim = (line: string): string => (process.env.NO_COLOR ? line : `${ESCAPE}2m${line}${ESCAPE}22m`);

const onTerminal = (output: Output): Show => {
  let drawn = 0;
  return {
    everyMillis: REDRAW_MILLIS,
    update: (rows) => {
      const [headings = '', ...lines] = renderTable(rows);
      const up = drawn > 0 ? `${ESCAPE}${drawn}A` : '';
      output.write(`${up}${[dim(headings), ...lines].map((line) => `${ESCAPE}2K${line}\n`).join('')}`);
      drawn = lines.length + 1;
    },
  };
};

/** In place on a terminal, else a line every few seconds, of text or JSON. */
export const createShow = (json: boolean, output: Output): Show => {
  if (!json && output.isTTY) return onTerminal(output);
  return {
    everyMillis: LINE_MILLIS,
    update: (rows) => {
      output.write(`${json ? JSON.stringify({ endpoints: rows }) : renderLine(rows)}\n`);
    },
  };
};
