import { isAlphanumeric, isHex, isWord } from './characters.ts';
import type { Found } from './rule.ts';
import { isNameUnit, skip } from './words.ts';

type Is = (unit: number) => boolean;

/** Standard base64, without its padding. */
const isBase64Unit: Is = (unit) => isAlphanumeric(unit) || unit === 43 || unit === 47;

const isDotted: Is = (unit) => isAlphanumeric(unit) || unit === 46;

/** A mark inside of a key: how many units of a kind stand before it, one of these numbers, and how many behind it. */
interface Mark {
  readonly text: string;
  readonly before: readonly number[];
  readonly is: Is;
  readonly isBehind: Is;
  readonly least: number;
  readonly most: number;
}

const mark = (
  text: string,
  before: readonly number[],
  is: Is,
  [least, most]: readonly number[],
  isBehind = is,
): Mark => ({ text, before, is, isBehind, least: least as number, most: most as number });

/** Keys of 32, 39 and 64 bytes with the mark of a service of Azure, and six characters of a check sum behind it. */
const AZURE = 'AzFu AzSe AzCa ACDb AIoT +ASt +AEh +ASb +ARm +ABa +AMC +ACR';
const BEFORE_AZURE = [33, 42, 44, 76];

const MARKS: readonly Mark[] = [
  ...AZURE.split(' ').map((text) => mark(text, BEFORE_AZURE, isBase64Unit, [6, 6])),
  // Of Azure since 2024, of Azure DevOps among them
  mark('JQQJ99', [52], isAlphanumeric, [26, 26]),
  // HCP Terraform
  mark('atlasv1.', [15], isDotted, [60, 200], isNameUnit),
  // New Relic, a licence
  mark('NRAL', [36], isAlphanumeric, [0, 0]),
  // MaxMind, a licence
  mark('_mmk', [36], isWord, [0, 0]),
];

/** First units of the marks, and the first three of each. */
export const MARK_STARTS: string = [...new Set(MARKS.map(({ text }) => text[0]))].join('');
export const MARK_PREFIXES: readonly string[] = MARKS.map(({ text }) => text.slice(0, 3));

const MAX_PADDING = 2;

/** Reads the key around the mark at `at`, which has exactly as many units before it and behind it as it should. */
export const findMarked = (text: string, at: number, found: Found): boolean => {
  for (let i = 0; i < MARKS.length; i++) {
    const { text: name, before, is, isBehind, least, most } = MARKS[i] as Mark;
    if (!text.startsWith(name, at)) continue;
    const longest = (before.at(-1) as number) + 1;
    let start = at;
    while (at - start < longest && start > 0 && is(text.charCodeAt(start - 1))) start--;
    const from = at + name.length;
    let end = skip(text, from, isBehind, most + 1);
    if (!before.includes(at - start) || end - from < least || end - from > most) return false;
    while (end - from < most + MAX_PADDING && text[end] === '=') end++;
    found.start = start;
    found.end = end;
    return true;
  }
  return false;
};

/** Airtable: `pat`, fourteen characters, a dot and 64 hexadecimal digits. */
export const findAirtable = (text: string, at: number, found: Found): boolean => {
  const dot = skip(text, at, isAlphanumeric, 18);
  const end = skip(text, dot + 1, isHex, 65);
  found.start = at;
  found.end = end;
  if (isWord(text.charCodeAt(at - 1))) return false;
  return dot === at + 17 && text[dot] === '.' && end === dot + 65 && !isWord(text.charCodeAt(end));
};
