import { isUnicodeClass } from './unicode-classes.ts';

/**
 * Whether Go's `regexp.Compile` takes a pattern: https://pkg.go.dev/regexp/syntax. JavaScript's own RegExp accepts
 * what Go does not (look-around, back references) and the other way round (`(?i)`, `\A`, `[[:alpha:]]`).
 */
export interface GoRegexp {
  /** What is wrong with it. */
  readonly fault?: string;
  /** Of each group that captures, in order; empty where it has none. */
  readonly groups: readonly string[];
}

const MAX_REPEAT = 1000;
const REPEAT = /^(?:[*+?]|\{(?:0|[1-9]\d*)(?:,(?:0|[1-9]\d*)?)?\})/;
const POSIX = new Set(
  'alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit'.split(' '),
);

class Fault extends Error {}

interface Parser {
  readonly text: string;
  at: number;
  readonly groups: string[];
}

const rest = (parser: Parser): string => parser.text.slice(parser.at);

const take = (parser: Parser, pattern: RegExp): RegExpExecArray | undefined => {
  const match = pattern.exec(rest(parser));
  if (match?.index !== 0) return undefined;
  parser.at += match[0].length;
  return match;
};

/** A class such as \d or \pL, after its backslash. */
const takeClassEscape = (parser: Parser): boolean => {
  if (take(parser, /^[dDsSwW]/)) return true;
  const unicode = take(parser, /^[pP](?:\{\^?([^}]*)\}|([^{]))/u);
  if (!unicode) return false;
  const name = unicode[1] ?? unicode[2] ?? '';
  if (!isUnicodeClass(name)) throw new Fault(`\\p{${name}} is no character class`);
  return true;
};

/** One character, after its backslash. */
const takeEscape = (parser: Parser): number => {
  const shown = `\\${[...rest(parser)][0] ?? ''}`;
  const hex = take(parser, /^x(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{2}))/);
  if (hex) {
    const code = Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
    if (code > 0x10ffff) throw new Fault(`${shown} is no escape`);
    return code;
  }
  const octal = take(parser, /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/);
  if (octal) return Number.parseInt(octal[0], 8);
  if (/^[1-9]/.test(rest(parser))) throw new Fault(`${shown} refers back: back-references are not supported`);
  const control = take(parser, /^[afnrtv]/);
  if (control) return { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }[control[0]] ?? 0;
  // Whatever is no letter and no digit stands for itself.
  const plain = take(parser, /^(?![\dA-Za-z])[\0-\x7f]/);
  if (plain) return plain[0].charCodeAt(0);
  throw new Fault(shown === '\\' ? 'ends with a backslash' : `${shown} is no escape`);
};

const takeClassCharacter = (parser: Parser): number => {
  if (take(parser, /^\\/)) return takeEscape(parser);
  const character = take(parser, /^[\s\S]/u);
  if (!character) throw new Fault('lacks a ]');
  return character[0].codePointAt(0) ?? 0;
};

const takeClass = (parser: Parser): void => {
  take(parser, /^\^/);
  for (let isFirst = true; isFirst || !rest(parser).startsWith(']'); isFirst = false) {
    const named = take(parser, /^\[:\^?([\s\S]*?):\]/);
    if (named) {
      if (!POSIX.has(named[1] ?? '')) throw new Fault(`${named[0]} is no character class`);
      continue;
    }
    if (rest(parser).startsWith('\\')) {
      parser.at++;
      if (takeClassEscape(parser)) continue;
      parser.at--;
    }
    const low = takeClassCharacter(parser);
    if (/^-[^\]]/u.test(rest(parser))) {
      parser.at++;
      if (takeClassCharacter(parser) < low) throw new Fault('has a range of characters that runs backwards');
    }
  }
  parser.at++;
};

const takeGroup = (parser: Parser): number => {
  if (!take(parser, /^\?/)) parser.groups.push('');
  else {
    const named = take(parser, /^P?<([^>]*)>/);
    if (named) {
      const name = named[1] ?? '';
      if (!/^\w+$/.test(name)) throw new Fault(`"${name}" is no name of a group`);
      parser.groups.push(name);
    } else {
      const flags = take(parser, /^[imsU]*(?:-[imsU]+)?([:)])/);
      if (!flags) {
        const start = /^<?[=!]/.exec(rest(parser))?.[0] ?? rest(parser).slice(0, 2);
        const what = /[=!]/.test(start) ? 'look-around is not supported' : 'does not begin a group';
        throw new Fault(`(?${start} ${what}`);
      }
      if (flags[1] === ')') return 0;
    }
  }
  const weight = takeAlternatives(parser);
  if (!take(parser, /^\)/)) throw new Fault('lacks a )');
  return weight;
};

/** One thing that can be repeated: how often it repeats what is in it; 0 where it is nothing, such as (?i). */
const takeAtom = (parser: Parser): number => {
  if (take(parser, /^\(/)) return takeGroup(parser);
  if (take(parser, /^\[/)) takeClass(parser);
  else if (take(parser, /^\\/)) {
    if (take(parser, /^Q/)) take(parser, /^[\s\S]*?(?:\\E|$)/);
    else if (!take(parser, /^[AbBz]/) && !takeClassEscape(parser)) takeEscape(parser);
  } else if (REPEAT.test(rest(parser))) throw new Fault(`has nothing to repeat before ${rest(parser)[0]}`);
  else take(parser, /^[\s\S]/u);
  return 1;
};

const takeRepeat = (parser: Parser): number | undefined => {
  if (take(parser, /^[*+?]\??/)) return 1;
  const counted = take(parser, /^\{(0|[1-9]\d*)(?:(,)(0|[1-9]\d*)?)?\}\??/);
  if (!counted) return undefined;
  const least = Number(counted[1]);
  const most = counted[3] === undefined ? least : Number(counted[3]);
  if (least > MAX_REPEAT || most > MAX_REPEAT || most < least)
    throw new Fault(`${counted[0]} repeats too often, or at most ${MAX_REPEAT} times`);
  return Math.max(most, 1);
};

const takeAlternatives = (parser: Parser): number => {
  let heaviest = 1;
  // Of what can be repeated: flags may stand between it and its repetition.
  let last = 0;
  while (parser.at < parser.text.length && !rest(parser).startsWith(')')) {
    if (take(parser, /^\|/)) {
      last = 0;
      continue;
    }
    const weight = last > 0 && REPEAT.test(rest(parser)) ? last : takeAtom(parser);
    if (weight === 0) continue;
    const repeat = takeRepeat(parser);
    if (repeat !== undefined && REPEAT.test(rest(parser))) throw new Fault('repeats a repetition');
    last = weight * (repeat ?? 1);
    if (last > MAX_REPEAT) throw new Fault(`repeats more than ${MAX_REPEAT} times`);
    heaviest = Math.max(heaviest, last);
  }
  return heaviest;
};

export const parseGoRegexp = (text: string): GoRegexp => {
  const parser: Parser = { text, at: 0, groups: [] };
  try {
    takeAlternatives(parser);
    if (parser.at < text.length) throw new Fault('has a ) too many');
    return { groups: parser.groups };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { fault: error.message, groups: parser.groups };
  }
};

/** What is wrong with a pattern; undefined where nothing is. */
export const faultOfRegexp = (text: string): string | undefined => parseGoRegexp(text).fault;

/** The same, with the pattern, for a message. */
export const regexpFault = (text: string): string | undefined => {
  const fault = faultOfRegexp(text);
  return fault === undefined ? undefined : `${JSON.stringify(text)} is no regular expression of Go: ${fault}`;
};
