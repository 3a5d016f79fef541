import type { SourceFile } from '../document/load.ts';
import type { Place } from '../document/node.ts';

/** The value at a place is written with quotes, or as a block. */
export const isQuoted = (sources: readonly SourceFile[], { file, line, column }: Place): boolean => {
  const text = sources.find(({ name }) => name === file)?.text.split('\n')[line - 1] ?? '';
  return /["'|>]/.test(text[column - 1] ?? '');
};
