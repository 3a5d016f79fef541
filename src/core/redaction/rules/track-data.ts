import { DIGITS, isDigit } from '../characters.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';

const MIN_DIGITS = 12;
const MAX_DIGITS = 19;
/** Of the name of the one who has the card. */
const MAX_NAME = 26;
/** Of all of track 1, and of what follows the number on track 2. */
const MAX_TRACK = 79;
const MAX_REST = 24;
/** Year, month and service code. */
const MIN_REST = 7;

const CARET = 94;
const QUESTION = 63;
const EQUALS = 61;
const LETTER_B = 66;
const LETTER_D = 68;

/** Where the digits from `at` on end. */
const endOfDigits = (text: string, at: number, most: number): number => {
  const limit = Math.min(text.length, at + most);
  let end = at;
  while (end < limit && isDigit(text.charCodeAt(end))) end++;
  return end;
};

/** ISO/IEC 7812-1, annex B. */
const hasCheckDigit = (text: string, start: number, end: number): boolean => {
  let sum = 0;
  for (let i = end - 1, double = false; i >= start; i--, double = !double) {
    const digit = text.charCodeAt(i) - 48;
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
};

/** What ends a text in which a track stands; its own end is a question mark. */
const isEnd = (unit: number): boolean => unit < 32 || unit === QUESTION || unit === 34 || unit === 60;

/** Number, `^`, name, `^`, and what else there is: dates, codes and what the issuer has added. */
const endOfTrack1 = (text: string, at: number): number => {
  const number = endOfDigits(text, at + 1, MAX_DIGITS);
  if (number - at - 1 < MIN_DIGITS || text.charCodeAt(number) !== CARET) return 0;
  const limit = Math.min(text.length, at + MAX_TRACK);
  let carets = 1;
  let end = number + 1;
  for (; end < limit && !isEnd(text.charCodeAt(end)); end++) {
    if (text.charCodeAt(end) === CARET) carets++;
    if (carets === 1 && end - number > MAX_NAME) return 0;
  }
  return end;
};

/** Number, `=` or in EMV's tag 57 `D`, and digits. */
const endOfTrack2 = (text: string, at: number): number => {
  const number = endOfDigits(text, at, MAX_DIGITS);
  if (number - at < MIN_DIGITS || number + MIN_REST >= text.length) return 0;
  const separator = text.charCodeAt(number);
  if (separator !== EQUALS && separator !== LETTER_D) return 0;
  const month = (text.charCodeAt(number + 3) - 48) * 10 + text.charCodeAt(number + 4) - 48;
  const end = endOfDigits(text, number + 1, MAX_REST);
  if (end - number - 1 < MIN_REST || month < 1 || month > 12) return 0;
  return hasCheckDigit(text, at, number) ? end : 0;
};

export const rule: RedactionRule = {
  id: 'track-data',
  triggers: `B${DIGITS}`,
  startsWord: true,
  ahead: DIGITS,
  minDigits: MIN_DIGITS,
  find(text, at, found) {
    const end = text.charCodeAt(at) === LETTER_B ? endOfTrack1(text, at) : endOfTrack2(text, at);
    found.start = at;
    found.end = end;
    return end > 0;
  },
};

export const facts: RuleFacts = {
  summary:
    'track 1 or 2 of a payment card’s magnetic stripe, or its equivalent on the chip, with all that is on it',
  sources: [
    'https://www.iso.org/standard/43317.html',
    'https://www.emvco.com/specifications/?search_bar=Book+3',
    'https://docs-prv.pcisecuritystandards.org/PCI%20DSS/Standard/PCI-DSS-v4_0_1.pdf',
  ],
  vectors: [
    ['read %B4111111111111111^DOE/JO^25121010000000000?', 'read %[REDACTED:track-data]?'],
    ['"B378282246310005^DOE/JO MR^2512101 17"', '"[REDACTED:track-data]"'],
    ['swipe ;4111111111111111=25121010000000000? ok', 'swipe ;[REDACTED:track-data]? ok'],
    ['tag57=5555555555554444D25121010000000000F', 'tag57=[REDACTED:track-data]F'],
  ],
  ignores: [
    'B4111^2',
    'part B411111111111 of 2',
    'n=1234567890123=25121010',
    '4111111111111112=25121010000000000',
    'x4111111111111111=2513101',
  ],
  collector: {
    patterns: [
      String.raw`\bB\d{12,19}\^[^\n^?"<]{0,26}(?:\^[^\n?"<]{0,40})?`,
      String.raw`(?<keep>^|[^\w.-])\d{12,19}[=D]\d{2}(?:0[1-9]|1[0-2])\d{3,20}`,
    ],
    goesFirst: true,
    remains: 'the check digit is not looked at: other numbers of that form go too',
  },
};
