import { type FunctionRange, type Functions, functionsOf } from './functions.ts';

/** Code that can be asked for its functions. Lines and columns are from 1 on. */
export interface Program {
  /** The innermost function that is running there; undefined outside of all. */
  functionAt(
    line: number,
    column: number,
  ): { readonly name: string; readonly at: Position | undefined } | undefined;
  /** Whether it was JavaScript throughout; otherwise its functions are guesses. */
  isTrusted(): boolean;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** Looks through a file once, when it is first asked. */
export const createProgram = (text: string): Program => {
  let looked: Functions | undefined;
  const look = (): Functions => {
    looked ??= functionsOf(text);
    return looked;
  };
  let starts: number[] | undefined;
  const lineStarts = (): readonly number[] => {
    if (starts) return starts;
    starts = [0];
    for (const { index, 0: ending } of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g))
      starts.push(index + ending.length);
    return starts;
  };
  const positionOf = (offset: number): Position => {
    const all = lineStarts();
    let [low, high] = [0, all.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((all[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (all[low] as number) + 1 };
  };
  return {
    isTrusted: () => look().isBalanced,
    functionAt: (line, column) => {
      const start = lineStarts()[line - 1];
      if (start === undefined) return undefined;
      const offset = start + column - 1;
      let found: FunctionRange | undefined;
      for (const each of look().functions)
        if (
          each.start <= offset &&
          offset < each.end &&
          (!found || each.end - each.start < found.end - found.start)
        )
          found = each;
      return (
        found && {
          name: found.name,
          at: found.nameStart === undefined ? undefined : positionOf(found.nameStart),
        }
      );
    },
  };
};
