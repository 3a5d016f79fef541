import type { Io } from './io.ts';

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
}

/** Colour only on a terminal, and never with NO_COLOR: https://no-color.org */
export const createStyle = ({ isTTY, env }: Pick<Io, 'isTTY' | 'env'>): Style => {
  const wrap = (on: number, off: number) => (text: string) =>
    isTTY && !env.NO_COLOR ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return { bold: wrap(1, 22), dim: wrap(2, 22), good: wrap(32, 39), warn: wrap(33, 39), bad: wrap(31, 39) };
};
