import { isLetter } from './characters.ts';
import { isSensitiveKey } from './keys.ts';
import { isNameAt } from './name-memory.ts';
import { isNameUnit, isQuote } from './words.ts';

/** In UTF-16 units; of a longer name its end is read. */
const MAX_NAME = 64;

/** Most blanks, quotes, backslashes and brackets between a name and its separator. */
const MAX_GAP = 16;

/** A power of two. */
const REMEMBERED = 512;

const PER_CENT = 37;

/** In V8 a slice of fewer units is a string of its own. */
const COPIED = 13;

interface Answer {
  readonly name: string;
  readonly isSensitive: boolean;
}

/**
 * The answers for the names that came up last, found again without making a string of a name: in a log almost
 * every `=` and `:` has one of a few names before it.
 */
const answers: (Answer | undefined)[] = [];

/** Whether the units from `start` to `end` are a name whose value is a secret. */
export const isSensitiveName = (text: string, start: number, end: number): boolean => {
  if (end - start < 2 || !(isLetter(text.charCodeAt(start)) || isLetter(text.charCodeAt(end - 1))))
    return false;
  let hash = 0;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  const place = hash & (REMEMBERED - 1);
  const known = answers[place];
  if (known && isNameAt(text, start, known.name, end - start)) return known.isSensitive;
  // Not a slice, which would keep the whole text in memory with it; what is this short is copied by engines.
  let name = end - start < COPIED ? text.slice(start, end) : '';
  for (let i = start; name.length < end - start; i++) name += text[i];
  const isSensitive = isSensitiveKey(name);
  answers[place] = { name, isSensitive };
  return isSensitive;
};

/** Where the name that ends at `end` starts. */
export const startOfName = (text: string, end: number): number => {
  const first = Math.max(0, end - MAX_NAME);
  let start = end;
  while (start > first && isNameUnit(text.charCodeAt(start - 1))) start--;
  // The digits of %26 and the like are not part of the name, nor are those of %2526.
  if (start > 0 && text.charCodeAt(start - 1) === PER_CENT) start += text.startsWith('25', start) ? 4 : 2;
  return start;
};

/** Where the name before the separator at `at` ends: before blanks, quotes in any escaping, `]` of `user[password]`. */
export const endOfName = (text: string, at: number): number => {
  const first = Math.max(0, at - MAX_GAP);
  let end = at;
  // Almost all names stand right before it.
  if (at > 0 && isLetter(text.charCodeAt(at - 1))) return at;
  while (end > first) {
    const unit = text.charCodeAt(end - 1);
    if (unit === 32 || isQuote(unit) || unit === 92) end--;
    else if (unit === 50 && text.startsWith('%22', end - 3)) end -= 3;
    else if (unit === 50 && text.startsWith('%2522', end - 5)) end -= 5;
    else if (unit === 59 && text.startsWith('&quot;', end - 6)) end -= 6;
    else break;
  }
  // A mark, [REDACTED:id], is no name in brackets.
  if (end === 0 || text[end - 1] !== ']') return end;
  const inside = isQuote(text.charCodeAt(end - 2)) ? end - 2 : end - 1;
  const before = text.charCodeAt(startOfName(text, inside) - 1);
  return before === 91 || isQuote(before) ? inside : at;
};
