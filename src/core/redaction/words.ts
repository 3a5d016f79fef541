// Reads words and blanks in place: nothing here makes a string.

/** Whether `word`, of small letters, digits and signs below them, stands at `at` in any case. */
export const isWordAt = (text: string, at: number, word: string): boolean => {
  for (let i = 0; i < word.length; i++) {
    const unit = text.charCodeAt(at + i);
    const wanted = word.charCodeAt(i);
    if (unit !== wanted && !(wanted > 96 && (unit | 32) === wanted)) return false;
  }
  return true;
};

/** The first of `words` that stands at `at` in any case. */
export const wordAt = (text: string, at: number, words: readonly string[]): string | undefined => {
  for (const word of words) if (isWordAt(text, at, word)) return word;
  return undefined;
};

export const isWordBefore = (text: string, end: number, word: string): boolean =>
  isWordAt(text, end - word.length, word);

/** Space or tab. */
export const isBlank = (unit: number): boolean => unit === 32 || unit === 9;

export const isQuote = (unit: number): boolean => unit === 34 || unit === 39 || unit === 96;

/** Where the blanks from `from` on end; at most 16, so that a look ahead is bounded. */
export const skipBlanks = (text: string, from: number): number => {
  let end = from;
  while (end - from < 16 && isBlank(text.charCodeAt(end))) end++;
  return end;
};
