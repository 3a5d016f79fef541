import { endOfMark, REDACTED } from '../mark.ts';
import { join } from '../piece.ts';
import type { Scan } from '../scanner.ts';

/** As in the whole redactor: what is longer is cut, what lies across the cut is found, and what is left searched again. */
const MAX_LENGTH = 65_536;
const MARGIN = 4_096;
const MAX_PASSES = 8;

/** Replaces what is found until nothing more is; a text of which there is no end goes as a whole. */
export const untilClean = (value: string, scan: Scan): string => {
  let text = value;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const isLong = text.length > MAX_LENGTH + 1;
    const begins = isLong ? text.slice(0, MAX_LENGTH + MARGIN) : text;
    const pieces = (scan(begins) ?? []).filter(({ start }) => start < MAX_LENGTH);
    if (!isLong && pieces.length === 0) return text;
    text = join(isLong ? begins.slice(0, Math.max(MAX_LENGTH, pieces.at(-1)?.end ?? 0)) : text, pieces);
    if (isLong || text.length > MAX_LENGTH + 1) {
      // Without half a mark or half a character at the end.
      const mark = text.lastIndexOf('[', MAX_LENGTH);
      const end = mark >= 0 && endOfMark(text, mark) > MAX_LENGTH ? mark : MAX_LENGTH;
      text = `${text.slice(0, end).replace(/[\ud800-\udbff]$/, '')}…`;
    }
  }
  return REDACTED;
};
