import { isDigit } from '../characters.ts';
import { passesLuhn } from '../luhn.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';

const MAX_DIGITS = 19;
const ISSUERS = /^(?:4|5[1-5]|2[2-7]|3[47]|30[0-5]|3[68]|35|6011|6[45])/;

export const rule: RedactionRule = {
  id: 'payment-card',
  triggers: '23456',
  startsWord: true,
  find(text, at, found) {
    let digits = '';
    let end = at;
    for (let i = at; digits.length <= MAX_DIGITS; i++) {
      const unit = text.charCodeAt(i);
      if (isDigit(unit)) {
        digits += text[i];
        end = i + 1;
      } else if ((unit !== 32 && unit !== 45) || end !== i) break;
    }
    if (text[at - 1] === '.' || !ISSUERS.test(digits) || !passesLuhn(digits)) return false;
    found.start = at;
    found.end = end;
    return true;
  },
};

export const facts: RuleFacts = {
  summary: 'a payment card number: issuer range, 13 to 19 digits, Luhn check digit',
  sources: ['https://www.iso.org/standard/70484.html'],
  vectors: [
    ['card 4111 1111 1111 1111 declined', 'card [REDACTED:payment-card] declined'],
    ['"pan":"5555555555554444"', '"pan":"[REDACTED:payment-card]"'],
    ['amex 3782-822463-10005', 'amex [REDACTED:payment-card]'],
  ],
  ignores: ['order 4111111111111112', '0.4111111111111111', '1700000000000000000', 'took 4111 ms'],
  collector: {
    patterns: [
      String.raw`(?<keep>^|[^\w.-])(?:4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|3[47]\d{2}|3(?:0[0-5]|[68]\d)\d|35\d{2}|6(?:011|[45]\d{2}))(?:[ -]?\d){9,15}\b`,
    ],
    remains: 'the check digit is not looked at: other numbers in the issuers’ ranges go too',
  },
};
