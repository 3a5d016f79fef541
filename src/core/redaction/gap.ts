import { DOT, HYPHEN, SPACE, separatorOf } from './digits.ts';

/** Longest gap, in UTF-16 units, and longest one with a line break in it: lines may be indented. */
const MAX_GAP = 3;
const MAX_WRAP = 16;

/** Units between two groups of one number: spaces, hyphens and dots of any kind, or a line break. 0 for none. */
export const gapAt = (text: string, at: number): number => {
  let most = MAX_GAP;
  for (let end = at; end - at <= most; end++) {
    const unit = text.charCodeAt(end);
    if (unit === 10) most = MAX_WRAP;
    const kind = separatorOf(unit);
    if (unit !== 10 && unit !== 13 && unit !== 9 && kind !== SPACE && kind !== HYPHEN && kind !== DOT)
      return end - at;
  }
  return 0;
};
