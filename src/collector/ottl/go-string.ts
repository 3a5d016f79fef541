import { GO_ESCAPES } from '../go/escapes.ts';
import { SyntaxFault } from './fault.ts';

// https://pkg.go.dev/strconv#UnquoteChar

const SIMPLE: Readonly<Record<string, string>> = { ...GO_ESCAPES, '"': '"' };

const DIGITS: readonly (readonly [RegExp, number])[] = [
  [/x([0-9a-fA-F]{2})/y, 16],
  [/u([0-9a-fA-F]{4})/y, 16],
  [/U([0-9a-fA-F]{8})/y, 16],
  [/([0-7]{3})/y, 8],
];

/** The character of an escape that is written in digits, and how long it is without the backslash. */
const numbered = (text: string, at: number): readonly [string, number] | undefined => {
  for (const [pattern, base] of DIGITS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) continue;
    const code = Number.parseInt(match[1] as string, base);
    const isByte = base === 8 || text[at] === 'x';
    if (isByte ? code > 0xff : code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    return [String.fromCodePoint(code), match[0].length];
  }
  return undefined;
};

/** The text between the quotes at `start` and before `end`, with its escapes resolved. */
export const unquote = (text: string, start: number, end: number): string => {
  let value = '';
  for (let at = start + 1; at < end - 1; at++) {
    const letter = text[at] as string;
    if (letter !== '\\') {
      value += letter;
      continue;
    }
    const escaped = text[at + 1] as string;
    const simple = SIMPLE[escaped];
    const [character, length] = simple === undefined ? (numbered(text, at + 1) ?? []) : [simple, 1];
    if (character === undefined || length === undefined)
      throw new SyntaxFault(
        at,
        `"\\${escaped}" is not an escape of a string; for a backslash itself write two: "\\\\${escaped}"`,
      );
    value += character;
    at += length;
  }
  return value;
};
