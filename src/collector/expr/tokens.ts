// The tokens of an expression: https://github.com/expr-lang/expr/tree/v1.17.8/parser/lexer
import { ExprFault } from './fault.ts';
import {
  acceptLetter,
  acceptLetters,
  isNameLetter,
  isSpace,
  type Letters,
  nextLetter,
  peekLetter,
} from './letters.ts';
import { takeRawString, takeString } from './strings.ts';

export type TokenKind = 'name' | 'number' | 'string' | 'bytes' | 'operator' | 'bracket' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** Of a string its value. */
  readonly text: string;
  readonly start: number;
}

const WORDS = new Set([
  'not',
  'in',
  'or',
  'and',
  'matches',
  'contains',
  'startsWith',
  'endsWith',
  'let',
  'if',
  'else',
]);
const DECIMAL = '0123456789_';

const takeNumber = (letters: Letters): void => {
  let digits = DECIMAL;
  if (acceptLetter(letters, '0')) {
    if (acceptLetter(letters, 'xX')) digits = '0123456789abcdefABCDEF_';
    else if (acceptLetter(letters, 'oO')) digits = '01234567_';
    else if (acceptLetter(letters, 'bB')) digits = '01_';
  }
  acceptLetters(letters, digits);
  const end = letters.at;
  if (acceptLetter(letters, '.')) {
    // A range: 1..2.
    if (peekLetter(letters) === '.') {
      letters.at = end;
      return;
    }
    acceptLetters(letters, digits);
  }
  if (acceptLetter(letters, 'eE')) {
    acceptLetter(letters, '+-');
    acceptLetters(letters, digits);
  }
  if (isNameLetter(peekLetter(letters)))
    throw new ExprFault(letters.at, `"${peekLetter(letters)}" does not belong into a number`);
};

const skipComment = (letters: Letters): void => {
  const isLine = nextLetter(letters) === '/';
  for (;;) {
    const letter = nextLetter(letters);
    if (isLine && (letter === '' || letter === '\n')) return;
    if (letter === '') throw new ExprFault(letters.last, 'the comment does not end');
    if (!isLine && letter === '*' && acceptLetter(letters, '/')) return;
  }
};

const takeName = (letters: Letters): void => {
  while (isNameLetter(peekLetter(letters))) nextLetter(letters);
};

/** What may follow the first letter of an operator. */
const SECOND: Readonly<Record<string, string>> = {
  '?': '.?',
  '|': '|',
  ':': ':',
  '#': '#',
  '.': '.',
  ...Object.fromEntries([...'&!=*<>'].map((letter) => [letter, '&=*'])),
};

const takeToken = (letters: Letters): Omit<Token, 'start'> | undefined => {
  const { text, at: start } = letters;
  const word = (): string => text.slice(start, letters.at);
  const letter = nextLetter(letters);
  if (isSpace(letter)) return undefined;
  if (letter === '"' || letter === "'") return { kind: 'string', text: takeString(letters, letter) };
  if (letter === '`') return { kind: 'string', text: takeRawString(letters, letter) };
  if (/^[bB]["']/.test(text.slice(start)))
    return { kind: 'bytes', text: takeString(letters, nextLetter(letters), true) };
  if (/^\.?\d/.test(text.slice(start, start + 2))) {
    letters.at = letter === '.' ? start + 1 : start;
    takeNumber(letters);
    return { kind: 'number', text: word() };
  }
  if (letter === '/' && '/*'.includes(peekLetter(letters) || ' ')) {
    skipComment(letters);
    return undefined;
  }
  if ('([{)]}'.includes(letter)) return { kind: 'bracket', text: letter };
  if (',;%+-^/'.includes(letter)) return { kind: 'operator', text: letter };
  const second = SECOND[letter];
  if (second !== undefined) {
    acceptLetter(letters, second);
    return { kind: 'operator', text: word() };
  }
  if (!isNameLetter(letter)) throw new ExprFault(start, `${JSON.stringify(letter)} is not expected here`);
  takeName(letters);
  return { kind: WORDS.has(word()) ? 'operator' : 'name', text: word() };
};

/** Tokens until the end, which is the last of them; the text may be wrong behind what was asked for. */
export function* tokensOf(text: string): Generator<Token, never> {
  const letters: Letters = { text, at: 0, last: 0 };
  let isPointer = false;
  while (letters.at < text.length) {
    const start = letters.at;
    if (isPointer && isNameLetter(peekLetter(letters))) {
      takeName(letters);
      yield { kind: 'name', text: text.slice(start, letters.at), start };
      isPointer = false;
      continue;
    }
    const token = takeToken(letters);
    if (token) yield { ...token, start };
    // What follows it at once is a name, whatever word it is.
    isPointer = token?.kind === 'operator' && token.text.startsWith('#');
  }
  // The end stands at the last character.
  const start = Math.max(0, text.length - ([...text].at(-1)?.length ?? 0));
  for (;;) yield { kind: 'end', text: '', start };
}
