/** A pattern that finds the words, with `|` between them, in either case: the Collector has no flag for a part. */
export const anyCase = (words: string): string =>
  `(?:${words.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)})`;
