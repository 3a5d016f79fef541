import { endOfMark, REDACTED } from './mark.ts';
import { join } from './piece.ts';
import type { Scan } from './scanner.ts';

/** Longest text that leaves, in UTF-16 units; what is longer is cut there, because nothing leaves unsearched. */
export const MAX_TEXT_LENGTH = 65_536;

/** What is searched behind the cut, so that of what lies across it no half stays. */
const MARGIN = 4_096;

const ELLIPSIS = '…';

/** How often what is left is searched again: what is removed may lay bare something else. */
const MAX_PASSES = 8;

const isTooLong = (text: string): boolean =>
  text.length > MAX_TEXT_LENGTH + 1 || (text.length > MAX_TEXT_LENGTH && !text.endsWith(ELLIPSIS));

/** The first `MAX_TEXT_LENGTH` units of a text, without half a mark or half a character at the end. */
const cut = (text: string): string => {
  let end = MAX_TEXT_LENGTH;
  const mark = text.lastIndexOf('[', end - 1);
  if (endOfMark(text, mark) > end) end = mark;
  const last = text.charCodeAt(end - 1);
  if (last >= 0xd800 && last < 0xdc00) end--;
  return text.slice(0, end) + ELLIPSIS;
};

/** The text without what is found in it, and no more of it than may leave. */
const clean = (text: string, find: Scan): string => {
  const pieces = find(text);
  const joined = pieces ? join(text, pieces) : text;
  return isTooLong(joined) ? cut(joined) : joined;
};

/** Replaces what the cut has laid bare at the end of a text. Nothing else of it can have changed. */
const cleanEnd = (text: string, find: Scan): string => {
  let clean = text;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const from = Math.max(0, clean.length - 2 * MARGIN);
    const end = clean.slice(from);
    // The beginning of it is searched for the sake of what follows.
    const pieces = find(end)?.filter((piece) => from === 0 || piece.end > MARGIN);
    if (!pieces?.length) break;
    const joined = clean.slice(0, from) + join(end, pieces);
    const next = isTooLong(joined) ? cut(joined) : joined;
    if (next === clean) break;
    clean = next;
  }
  return clean;
};

/** The beginning of a text, written anew: each look at a unit of a slice goes by the text that it is a slice of. */
const beginningOf = (text: string): string =>
  [text.slice(0, MAX_TEXT_LENGTH), text.slice(MAX_TEXT_LENGTH, MAX_TEXT_LENGTH + MARGIN)].join('');

/** The same of a text that is too long; of the rest so much is searched that what lies across the cut is found. */
const cleanLong = (text: string, find: Scan): { readonly next: string; readonly isClean: boolean } => {
  const searched = beginningOf(text);
  const pieces = (find(searched) ?? []).filter(({ start }) => start < MAX_TEXT_LENGTH);
  const end = Math.max(MAX_TEXT_LENGTH, pieces.at(-1)?.end ?? 0);
  const whole = cut(join(searched.slice(0, end), pieces));
  const next = cleanEnd(whole, find);
  return { next, isClean: pieces.length === 0 && next === whole };
};

/** Replaces what is found until nothing more is; a text of which there is no end goes as a whole. */
export const untilClean = (value: string, find: Scan): string => {
  let text = value;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const long = isTooLong(text) ? cleanLong(text, find) : undefined;
    const next = long ? long.next : clean(text, find);
    if (next === text || long?.isClean) return next;
    text = next;
  }
  return REDACTED;
};
