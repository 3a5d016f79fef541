import { pick } from '../../random.ts';

export type Random = () => number;

export const digits = (count: number, random: Random): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join('');

export const letters = (count: number, random: Random, from = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'): string =>
  Array.from({ length: count }, () => pick([...from], random)).join('');

export const between = (low: number, high: number, random: Random): number =>
  low + Math.floor(random() * (high - low + 1));

/** `groups(x, 4, 4, 4)`: the text in pieces of these lengths; the last takes the rest. */
export const groups = (text: string, separator: string, ...lengths: readonly number[]): string => {
  const parts: string[] = [];
  let at = 0;
  for (const length of lengths) {
    parts.push(text.slice(at, at + length));
    at += length;
  }
  return [...parts, text.slice(at)].filter((part) => part !== '').join(separator);
};

/** The first of the candidates that passes; the second number is the first that does not. */
export const checked = (
  candidates: readonly string[],
  passes: (text: string) => boolean,
): { readonly valid: string | undefined; readonly invalid: string | undefined } => ({
  valid: candidates.find(passes),
  invalid: candidates.find((text) => !passes(text)),
});

/** Calls until there is an answer: some beginnings have no check digit. */
export const until = <T>(make: () => T | undefined): T => {
  for (;;) {
    const made = make();
    if (made !== undefined) return made;
  }
};
