import { endOfMark, REDACTED } from './mark.ts';
import { join, type Piece } from './piece.ts';
import type { Scan } from './scanner.ts';
import { searched } from './searched.ts';

/** Longest text that leaves, in UTF-16 units; what is longer is cut there, because nothing leaves unsearched. */
export const MAX_TEXT_LENGTH = 65_536;

/** What is searched behind the cut, so that of what lies across it no half stays. */
const MARGIN = 4_096;

const ELLIPSIS = '…';

/** How often what is left is searched again: what is removed may lay bare something else. */
const MAX_PASSES = 8;

const isTooLong = (text: string): boolean =>
  text.length > MAX_TEXT_LENGTH + 1 || (text.length > MAX_TEXT_LENGTH && !text.endsWith(ELLIPSIS));

/** A text, or its first `MAX_TEXT_LENGTH` units, without half a mark or half a character at the end. */
const cut = (text: string): string => {
  let end = Math.min(MAX_TEXT_LENGTH, text.length);
  const mark = text.lastIndexOf('[', end - 1);
  if (mark >= 0 && endOfMark(text, mark) > end) end = mark;
  const last = text.charCodeAt(end - 1);
  if (last >= 0xd800 && last < 0xdc00) end--;
  return text.slice(0, end) + ELLIPSIS;
};

/** How much of the text that was searched last may leave: all of it, or so much that of what lies across no half stays. */
const endOfSearched = (): number => Math.max(0, searched.until - MARGIN);

const search = (text: string, find: Scan): readonly Piece[] | undefined => {
  searched.until = Number.POSITIVE_INFINITY;
  return find(text);
};

/** Replaces what the cut has laid bare at the end of a text. Nothing else of it can have changed. */
const cleanEnd = (text: string, find: Scan): string => {
  let clean = text;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const from = Math.max(0, clean.length - 2 * MARGIN);
    const end = clean.slice(from);
    // The beginning of it is searched for the sake of what follows.
    const kept = (search(end, find) ?? []).filter((piece) => from === 0 || piece.end > MARGIN);
    const isSearched = endOfSearched() >= end.length;
    if (kept.length === 0 && isSearched) break;
    const joined = clean.slice(0, from) + (isSearched ? join(end, kept) : ELLIPSIS);
    const next = isTooLong(joined) ? cut(joined) : joined;
    if (next === clean) break;
    clean = next;
  }
  return clean;
};

/** The beginning of a text, written anew: each look at a unit of a slice goes by the text that it is a slice of. */
const beginningOf = (text: string): string =>
  [text.slice(0, MAX_TEXT_LENGTH), text.slice(MAX_TEXT_LENGTH, MAX_TEXT_LENGTH + MARGIN)].join('');

/** Replaces what is found until nothing more is; a text of which there is no end goes as a whole. */
export const untilClean = (value: string, find: Scan): string => {
  let text = value;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const isLong = isTooLong(text);
    const begins = isLong ? beginningOf(text) : text;
    const pieces = search(begins, find);
    const most = Math.min(MAX_TEXT_LENGTH, endOfSearched());
    let next: string;
    if (!isLong && most >= Math.min(text.length, MAX_TEXT_LENGTH)) {
      if (!pieces || pieces.length === 0) return text;
      const joined = join(text, pieces);
      next = isTooLong(joined) ? cut(joined) : joined;
    } else {
      // Of what lies behind the cut so much was searched that what lies across it is found.
      const kept = pieces?.filter(({ start }) => start < most) ?? [];
      const whole = cut(join(begins.slice(0, Math.max(most, kept.at(-1)?.end ?? 0)), kept));
      next = cleanEnd(whole, find);
      if (kept.length === 0 && next === whole) return next;
    }
    if (next === text) return text;
    text = next;
  }
  return REDACTED;
};
