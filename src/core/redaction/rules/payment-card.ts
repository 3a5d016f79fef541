import { DIGITS, isDigit, isWord } from '../characters.ts';
import { isArticle } from '../checks/gtin.ts';
import { DOT, HYPHEN, SPACE } from '../digits.ts';
import { gapAt } from '../gap.ts';
import { isNamed, namesOf } from '../named.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';

const MAX_DIGITS = 19;

/** Lengths as bits, from the shortest on. */
const MIN_DIGITS = 12;
const FROM_12 = 0b1111_1111;
const FROM_14 = 0b1111_1100;
const FROM_16 = 0b1111_0000;
const ONLY_15 = 0b0000_1000;
const ONLY_16 = 0b0001_0000;
const VISA = 0b1001_0010;

/** First and last of the first four digits, and how long such a number is. In order. */
const ISSUERS: readonly number[] = [
  ...[1800, 1800, ONLY_15], // JCB, before 2000
  ...[2131, 2131, ONLY_15], // JCB, before 2000
  ...[2200, 2204, FROM_16], // Mir
  ...[2221, 2720, ONLY_16], // Mastercard
  ...[3000, 3059, FROM_14], // Diners Club
  ...[3095, 3095, FROM_14], // Diners Club
  ...[3400, 3499, ONLY_15], // American Express
  ...[3528, 3589, FROM_16], // JCB, RuPay
  ...[3600, 3699, FROM_14], // Diners Club
  ...[3700, 3799, ONLY_15], // American Express
  ...[3800, 3999, FROM_14], // Diners Club
  ...[4000, 4999, VISA], // Visa, Elo
  ...[5000, 5099, FROM_12], // Maestro, Elo, RuPay, Verve
  ...[5100, 5599, ONLY_16], // Mastercard
  ...[5600, 5899, FROM_12], // Maestro
  ...[6000, 6299, FROM_16], // Discover, RuPay, UnionPay, Hipercard, Elo
  ...[6300, 6399, FROM_12], // Maestro, Elo
  ...[6440, 6599, FROM_16], // Discover, RuPay, Elo
  ...[6700, 6799, FROM_12], // Maestro
  ...[8100, 8299, FROM_16], // UnionPay, RuPay
  ...[9792, 9792, ONLY_16], // Troy
];

const lengthsOf = (firstFour: number): number => {
  for (let i = 0; i < ISSUERS.length; i += 3)
    if (firstFour <= (ISSUERS[i + 1] as number))
      return firstFour >= (ISSUERS[i] as number) ? (ISSUERS[i + 2] as number) : 0;
  return 0;
};

/** Short numbers, which are those of articles too, are found near one of these. */
const NAMES = namesOf(['card', 'visa', 'maestro']);

const digits = new Uint8Array(MAX_DIGITS);

export const rule: RedactionRule = {
  id: 'payment-card',
  triggers: '12345689',
  startsWord: true,
  ahead: DIGITS,
  // The places behind a decimal point are none.
  outside: '.',
  // Of the first group: the next may be on the next line.
  minDigits: 4,
  mayBegin(_, gaps) {
    if (gaps === 0) return true;
    // Bits from the lowest one on.
    const first = 31 - Math.clz32(gaps & -gaps);
    if (first < 4 || first > 6) return first >= MIN_DIGITS;
    const rest = gaps & (gaps - 1);
    const second = rest === 0 ? first + 3 : 31 - Math.clz32(rest & -rest);
    return second - first >= 3 && second - first <= 6;
  },
  find(text, at, found) {
    if (at + 4 > text.length) return false;
    let firstFour = 0;
    for (let i = at; i < at + 4; i++) {
      const unit = text.charCodeAt(i);
      if (!isDigit(unit)) return false;
      firstFour = firstFour * 10 + unit - 48;
    }
    const lengths = lengthsOf(firstFour);
    // The places behind a decimal point are none.
    if (lengths === 0 || (at > 1 && text.charCodeAt(at - 1) === DOT && isDigit(text.charCodeAt(at - 2))))
      return false;

    found.end = 0;
    let count = 0;
    let groups = 0;
    let separator = 0;
    // The check sums, ISO/IEC 7812-1 annex B, of numbers of an even and of an odd length.
    let even = 0;
    let odd = 0;
    for (let i = at; ; ) {
      const start = i;
      for (; i < text.length && count < MAX_DIGITS; i++) {
        const digit = text.charCodeAt(i) - 48;
        if (digit < 0 || digit > 9) break;
        const doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
        even += count & 1 ? digit : doubled;
        odd += count & 1 ? doubled : digit;
        digits[count++] = digit;
      }
      const length = i - start;
      const unit = text.charCodeAt(i);
      if (isDigit(unit)) break;
      groups++;
      // All at once, or in three groups and more, as on the card: two may be any two numbers, and a short
      // number in groups is a part of another, unless it is of Diners Club. No decimal either.
      if (
        (lengths >> (count - MIN_DIGITS)) & 1 &&
        count >= MIN_DIGITS &&
        (groups === 1 || (groups > 2 && (count > 14 || digits[0] === 3))) &&
        !(unit === DOT && isDigit(text.charCodeAt(i + 1))) &&
        !isWord(unit) &&
        (count & 1 ? odd : even) % 10 === 0 &&
        (!isArticle(digits, count) || isNamed(text, at, i, NAMES))
      )
        found.end = i;
      if (length < (groups > 1 ? 3 : 4) || length > 6) break;
      // One unit stands between the groups of most.
      const isOne = (unit === SPACE || unit === HYPHEN) && isDigit(text.charCodeAt(i + 1));
      const gap = isOne ? 1 : gapAt(text, i);
      if (gap === 0) break;
      // The same between all groups, but for the end of a line.
      if (unit > 13) {
        if (separator > 0 && separator !== unit) break;
        separator = unit;
      }
      i += gap;
    }
    found.start = at;
    return found.end > 0;
  },
};

export const facts: RuleFacts = {
  summary:
    'a payment card number: issuer range and length, Luhn check digit, in one or in the groups of the card',
  sources: [
    'https://www.iso.org/standard/70484.html',
    'https://www.mastercard.us/en-us/business/issuers/get-support/2-series-bin-expansion.html',
    'https://www.discoverglobalnetwork.com/resources/businesses/merchants/iin-bin-ranges/',
    'https://en.wikipedia.org/wiki/Payment_card_number#Issuer_identification_number_(IIN)',
  ],
  vectors: [
    ['card 4111 1111 1111 1111 declined', 'card [REDACTED:payment-card] declined'],
    ['"pan":"5555555555554444"', '"pan":"[REDACTED:payment-card]"'],
    ['{"pan":2223003122003222,"n":1}', '{"pan":[REDACTED:payment-card],"n":1}'],
    ['amex 3782-822463-10005', 'amex [REDACTED:payment-card]'],
    [
      '6011.1111.1111.1117, 3530\u00a01113\u00a03330\u00a00000',
      '[REDACTED:payment-card], [REDACTED:payment-card]',
    ],
    ['4111 1111 \r\n1111 1111', '[REDACTED:payment-card]', '4111 1111 \r\n1111 1111'],
    ['card 5088189508161', 'card [REDACTED:payment-card]'],
    [
      '4222222222222 and 4222222222222222222',
      '[REDACTED:payment-card] and 4222222222222222222',
      '[REDACTED:payment-card] and [REDACTED:payment-card]',
    ],
    ['4111 1111 1111 1111 12/29 123', '[REDACTED:payment-card] 12/29 123', '[REDACTED:payment-card]/29 123'],
  ],
  ignores: [
    'order 4111111111111112',
    'gtin 4006381333931',
    'gtin 5088189508161',
    '0.4111111111111111',
    '4111111111111111.5',
    '4111.111111111111',
    '1700000000000000000',
    'took 4111 ms',
    'a4111111111111111',
    '4111111111111111f',
    '41111111 11111111',
    '4111.1111 1111.1111',
    '9111111111111111',
    '41111111111111111111',
  ],
  collector: {
    patterns: [
      String.raw`(?<keep>^|[^\w.-])(?:4\d{3}|5[0-8]\d{2}|2(?:2\d|[3-6]\d|7[0-2])\d|3(?:[4-9]\d|0[0-59])\d|6(?:[0-3]\d|4[4-9]|[57]\d)\d|8[12]\d{2}|9792)(?:[ .+\xa0-]?\d){9,15}\b`,
    ],
    remains:
      'the check digit and the issuers’ lengths are not looked at: other numbers in their ranges go too, and digits behind a card go with it; one that is broken over two lines stays',
  },
};
