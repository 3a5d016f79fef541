import { passesLuhn } from '../luhn.ts';
import type { RedactionRule } from '../rule.ts';

export const rule: RedactionRule = {
  id: 'payment-card',
  summary: 'a payment card number: issuer range, 13 to 19 digits, Luhn check digit',
  source: 'https://www.iso.org/standard/70484.html',
  pattern: String.raw`(?<keep>^|[^\w.-])(?:4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|3[47]\d{2}|3(?:0[0-5]|[68]\d)\d|35\d{2}|6(?:011|[45]\d{2}))(?:[ -]?\d){9,15}\b`,
  hints: ['2', '3', '4', '5', '6'],
  leastDigits: 13,
  accept: passesLuhn,
  matches: [
    'card 4111 1111 1111 1111 declined',
    '"pan":"5555555555554444"',
    'amex 3782-822463-10005',
    '6011111111111117',
  ],
  ignores: [
    'order 4111111111111112',
    '0.4111111111111111',
    '1700000000000000000',
    '4bf92f3577b34da6a3ce929d0e0e4736',
    'took 4111 ms',
  ],
};
