import { isBase64 } from '../base64.ts';

/** Of the shortest keys of vendors, and of a header of a JWT; the base64 of an e-mail address and a UUID have more. */
const LONG_WORD = 15;

const DOT = 46;
const EQUALS = 61;
const TILDE = 126;

/**
 * Whether so many letters, digits and signs of base64, dots, `=` and `~` stand together anywhere. Looks from where such a
 * word would end backwards, so that of prose it looks at every third unit.
 */
export const hasLongWord = (text: string): boolean => {
  for (let at = LONG_WORD - 1; at < text.length; ) {
    const before = at - LONG_WORD;
    let back = at;
    for (; back > before; back--) {
      const unit = text.charCodeAt(back);
      if (!isBase64(unit) && unit !== DOT && unit !== EQUALS && unit !== TILDE) break;
    }
    if (back === before) return true;
    at = back + LONG_WORD;
  }
  return false;
};
