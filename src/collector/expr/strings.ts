import { GO_ESCAPES } from '../go/escapes.ts';
import { ExprFault } from './fault.ts';
import { type Letters, nextLetter, peekLetter } from './letters.ts';

const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const MAX_CODE = 0x10ffff;
const MAX_BRACED_DIGITS = 6;

const badEscape = ({ last }: Letters): never => {
  throw new ExprFault(last, 'this is no escape of a string');
};

const takeDigits = (letters: Letters, wanted: RegExp, count: number): string => {
  let digits = '';
  while (digits.length < count) {
    const letter = nextLetter(letters);
    if (!wanted.test(letter)) badEscape(letters);
    digits += letter;
  }
  return digits;
};

const takeBraced = (letters: Letters): number => {
  nextLetter(letters);
  let digits = '';
  while (peekLetter(letters) !== '}') {
    if (!/^[\da-f]$/i.test(peekLetter(letters)) || digits.length >= MAX_BRACED_DIGITS) badEscape(letters);
    digits += nextLetter(letters);
  }
  if (digits === '') badEscape(letters);
  nextLetter(letters);
  return Number.parseInt(digits, 16);
};

/** A character whose escape is well formed, and that there is not: it is looked at when the string ended. */
type Checked = { readonly text: string } | { readonly isWrong: true };

const takeEscape = (letters: Letters, quote: string, isBytes: boolean): Checked => {
  const letter = nextLetter(letters);
  if (letter === quote) return { text: quote };
  const simple = GO_ESCAPES[letter];
  if (simple !== undefined) return { text: simple };
  const ofCode = (code: number): Checked =>
    code > MAX_CODE || (isBytes && 'uU'.includes(letter))
      ? { isWrong: true }
      : { text: String.fromCodePoint(code) };
  if (/^[0-7]$/.test(letter)) {
    const code = Number.parseInt(letter + takeDigits(letters, /^[0-7]$/, 2), 8);
    return letter > '3' ? { isWrong: true } : ofCode(code);
  }
  if (letter === 'u' && peekLetter(letters) === '{') return ofCode(takeBraced(letters));
  const length = HEX_LENGTHS[letter];
  if (length === undefined) return badEscape(letters);
  return ofCode(Number.parseInt(takeDigits(letters, /^[\da-f]$/i, length), 16));
};

const unterminated = ({ last }: Letters): never => {
  throw new ExprFault(last, 'the string does not end');
};

/** The value of a string whose quote was read. */
export const takeString = (letters: Letters, quote: string, isBytes = false): string => {
  let value = '';
  let isWrong = false;
  for (let letter = nextLetter(letters); letter !== quote; letter = nextLetter(letters)) {
    if (letter === '\n' || letter === '') unterminated(letters);
    if (letter === '\\') {
      const checked = takeEscape(letters, quote, isBytes);
      if ('text' in checked) value += checked.text;
      else isWrong = true;
    } else value += letter;
  }
  if (isWrong) throw new ExprFault(letters.last, 'an escape of this string is no character');
  return value.replaceAll(/\r\n?/g, '\n');
};

/** Between backticks nothing is escaped, but for a backtick that is written twice. */
export const takeRawString = (letters: Letters, quote: string): string => {
  let value = '';
  for (;;) {
    const letter = nextLetter(letters);
    if (letter === '') unterminated(letters);
    if (letter === quote && peekLetter(letters) !== quote) return value;
    if (letter === quote) nextLetter(letters);
    value += letter;
  }
};
