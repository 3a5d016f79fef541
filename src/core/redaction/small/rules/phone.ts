import { isDigit, isWord } from '../../characters.ts';
import type { RedactionRule } from '../../rule.ts';

/** https://www.itu.int/rec/T-REC-E.164: at most 15 digits; numbers of less than eight are none of a subscriber. */
const MIN_DIGITS = 8;
const MAX_DIGITS = 15;

/** Telephone numbers with `+` and their country code, in the groups of https://www.itu.int/rec/T-REC-E.123. */
export const phone: RedactionRule = {
  id: 'phone',
  triggers: '+',
  startsWord: true,
  find(text, at, found) {
    let digits = 0;
    let gap = 0;
    found.start = at;
    found.end = 0;
    for (let i = at + 1; digits <= MAX_DIGITS && gap < 4; i++) {
      if (isDigit(text.charCodeAt(i))) {
        digits++;
        gap = 0;
        if (digits >= MIN_DIGITS && !isWord(text.charCodeAt(i + 1))) found.end = i + 1;
      } else if (' .-()/\u00a0\u2009\u202f\u2010\u2011'.includes(text[i] ?? 'x') && digits > 0) gap++;
      else break;
    }
    return found.end > 0 && digits <= MAX_DIGITS && text[at + 1] !== '0';
  },
};
