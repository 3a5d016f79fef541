/** `unicode.IsSpace` of Go. */
const SPACE = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;
const NAME = /^[\p{L}\p{Nd}_$]$/u;
const NAME_START = /^[\p{L}_$][\p{L}\p{Nd}_$]*$/u;

export const isSpace = (letter: string): boolean => SPACE.test(letter);

/** It may stand in a name. */
export const isNameLetter = (letter: string): boolean => NAME.test(letter);

export const isName = (text: string): boolean => NAME_START.test(text);

/** Letters are read one after the other, each as a whole character; the end is the empty string. */
export interface Letters {
  readonly text: string;
  /** Where the next letter begins. */
  at: number;
  /** Where the letter begins that was read last; the end of the text where that was reached. */
  last: number;
}

export const peekLetter = ({ text, at }: Letters): string => {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
};

export const nextLetter = (letters: Letters): string => {
  const letter = peekLetter(letters);
  letters.last = letters.at;
  letters.at += letter.length;
  return letter;
};

/** Reads the next letter if it is one of these. */
export const acceptLetter = (letters: Letters, wanted: string): boolean => {
  const letter = peekLetter(letters);
  if (letter === '' || !wanted.includes(letter)) return false;
  nextLetter(letters);
  return true;
};

export const acceptLetters = (letters: Letters, wanted: string): void => {
  while (acceptLetter(letters, wanted));
};
