import { isDigit, isWord } from '../../characters.ts';
import type { RedactionRule } from '../../rule.ts';

const MAX_DIGITS = 19;

/** Ranges of issuers, by the first two digits; sources are those of the whole rule. */
const isIssuer = (two: number): boolean =>
  (two > 21 && two < 28) ||
  two === 30 ||
  (two > 33 && two < 59) ||
  (two > 59 && two < 68) ||
  two === 81 ||
  two === 82;

/** Card numbers of 14 digits and more, in one or in groups, by issuer and check digit. */
export const paymentCard: RedactionRule = {
  id: 'payment-card',
  triggers: '234568',
  startsWord: true,
  find(text, at, found) {
    if (text[at - 1] === '.' && isDigit(text.charCodeAt(at - 2))) return false;
    let count = 0;
    let groups = 1;
    let separator = 0;
    let even = 0;
    let odd = 0;
    found.start = at;
    found.end = 0;
    for (let i = at; count < MAX_DIGITS; i++) {
      const unit = text.charCodeAt(i);
      if (!isDigit(unit)) {
        const isGap = unit === 32 || unit === 45 || unit === 46 || unit === 160;
        if (!isGap || count < 4 || !isDigit(text.charCodeAt(i + 1)) || (separator && separator !== unit))
          break;
        separator = unit;
        groups++;
        continue;
      }
      const digit = unit - 48;
      const doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
      even += count & 1 ? digit : doubled;
      odd += count & 1 ? doubled : digit;
      if (++count === 2 && !isIssuer((text.charCodeAt(i - 1) - 48) * 10 + digit)) return false;
      const next = text.charCodeAt(i + 1);
      if (
        count > (text[at] === '3' ? 13 : 15) - (groups > 1 ? 0 : Number(text[at] === '4') * 3) &&
        groups !== 2 &&
        !isWord(next) &&
        !(next === 46 && isDigit(text.charCodeAt(i + 2))) &&
        (count & 1 ? odd : even) % 10 === 0
      )
        found.end = i + 1;
    }
    return found.end > 0;
  },
};
