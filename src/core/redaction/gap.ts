import { DOT, HYPHEN, SPACE, separatorOf } from './digits.ts';

/** In UTF-16 units: a line break has two, and a blank or hyphen before it. */
const MAX_GAP = 3;

/** Units between two groups of one number: spaces, hyphens and dots of any kind, or a line break. 0 for none. */
export const gapAt = (text: string, at: number): number => {
  for (let end = at; end - at <= MAX_GAP; end++) {
    const unit = text.charCodeAt(end);
    const kind = unit === 10 || unit === 13 ? SPACE : separatorOf(unit);
    if (kind !== SPACE && kind !== HYPHEN && kind !== DOT) return end - at;
  }
  return 0;
};
