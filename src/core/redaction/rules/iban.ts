import { DIGITS, isAlphanumeric, isDigit, isLetter, isWord } from '../characters.ts';
import { mod97 } from '../checks/mod97.ts';
import { MAX_DIGITS } from '../digits.ts';
import { gapAt } from '../gap.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';

/** The countries of the registry by the length of their numbers. */
const LENGTHS =
  '15NO16BE18DKFIFKFOGLNLSD19MKSI20ATBAEEKZLTLUMNXK21CHHRLILV22BGBHCRDEGBGEIEMERSVA23AEGIILIQOMSOTL24ADCZESMDPKROSASESKTNVG25LYPTST26ISTR27BIDJFRGRITMCMRSM28ALAZBYCYDOGTHNHULBNIPLSV29BREGPSQAUA30JOKWMUYE31MTSC32LC33RU';

/** Of two letters in either case. */
const countryOf = (text: string, at: number): number =>
  (text.charCodeAt(at) & 31) * 32 + (text.charCodeAt(at + 1) & 31);

/** By country; 0 for one that has none. */
const lengths = new Uint8Array(1024);
let next = 0;
for (let i = 0; i < LENGTHS.length; i += 2)
  if (isDigit(LENGTHS.charCodeAt(i))) next = +LENGTHS.slice(i, i + 2);
  else lengths[countryOf(LENGTHS, i)] = next;

export const rule: RedactionRule = {
  id: 'iban',
  triggers: '0123456789',
  startsNumber: true,
  ahead: DIGITS,
  // Never at a digit that begins a word.
  minDigits: MAX_DIGITS + 1,
  find(text, at, found) {
    // The first check digit, behind the two letters of the country.
    const start = at - 2;
    if (
      !isLetter(text.charCodeAt(at - 1)) ||
      !isLetter(text.charCodeAt(start)) ||
      isWord(text.charCodeAt(start - 1)) ||
      !isDigit(text.charCodeAt(at + 1))
    )
      return false;
    const length = lengths[countryOf(text, start)] as number;
    let remainder = 0;
    let digits = 2;
    let end = at + 2;
    for (let count = 4; count < length; count++) {
      if (!isAlphanumeric(text.charCodeAt(end))) end += gapAt(text, end);
      const unit = text.charCodeAt(end++);
      if (!isAlphanumeric(unit)) return false;
      if (isDigit(unit)) digits++;
      remainder = mod97(remainder, unit);
    }
    for (let i = start; i < at + 2; i++) remainder = mod97(remainder, text.charCodeAt(i));
    found.start = start;
    found.end = end;
    // A third of it are digits, which are few in words.
    return length > 0 && remainder === 1 && digits * 3 >= length && !isWord(text.charCodeAt(end));
  },
};

export const facts: RuleFacts = {
  summary: 'an IBAN: the country’s length and the check digits, in groups or without, in either case',
  sources: ['https://www.iso.org/standard/81090.html', 'https://www.swift.com/resource/iban-registry-pdf'],
  vectors: [
    ['pay to DE89370400440532013000 now', 'pay to [REDACTED:iban] now'],
    ['GB29 NWBK 6016 1331 9268 19', '[REDACTED:iban]'],
    ['GB29-NWBK-601613-31926819.', '[REDACTED:iban].'],
    ['from=fr1420041010050500013m02606', 'from=[REDACTED:iban]'],
    ['MT84MALT011000012345MTLCAST001S', '[REDACTED:iban]'],
    ['ad1200012030200359100100', '[REDACTED:iban]'],
    ['AE070331234567890123456 or EE382200221020145685', '[REDACTED:iban] or [REDACTED:iban]'],
    [
      'NO93 8601 1117\n947 and BE68 5390 0754 7034',
      '[REDACTED:iban] and [REDACTED:iban]',
      '[REDACTED:iban]\n947 and [REDACTED:iban]',
    ],
  ],
  ignores: [
    'DE88370400440532013000',
    'DE8937040044053201300',
    'DE893704004405320130001',
    'xDE89370400440532013000',
    'ZZ89370400440532013000',
    'is24 the number of hours in a day',
    'commit ba331995ce17501951f5',
    'ad70e6386110c0b5ea0277f1',
    'ee07f8d2-51bb-4f3c-9aa6-0e4b8f6f7d10',
  ],
  collector: {
    // Hexadecimal ids often begin with two letters and two digits: the countries whose letters are among theirs
    // stand apart, with digits where their accounts have them.
    patterns: [
      String.raw`(?<keep>^|[^\w])(?:AD\d{2}(?:[ +\xa0-]?\d{4}){2}(?:[ +\xa0-]?[A-Z0-9]{4}){3}|(?:AE|B[AE]|[DE]E)\d{2}(?:[ +\xa0-]?\d{4}){2,7}(?:[ +\xa0-]?\d{1,3})?)\b`,
      String.raw`(?<keep>^|[^\w])(?:A[LTZ]|B[GHIRY]|C[HRYZ]|D[JKO]|E[GS]|F[IKOR]|G[BEILRT]|H[NRU]|I[ELQST]|JO|K[WZ]|L[BCITUVY]|M[CDEKNRTU]|N[ILO]|OM|P[KLST]|QA|R[OSU]|S[ACDEIKMOTV]|T[LNR]|UA|V[AG]|XK|YE)\d{2}(?:-[A-Z]{4}-\d{6}-\d{8}|(?:[ +\xa0-]?[A-Z0-9]{4}){2,7}(?:[ +\xa0-]?[A-Z0-9]{1,3})?)\b`,
    ],
    ignoreCase: true,
    remains:
      'lengths and check digits are not looked at: other text of a country, two digits and groups of four goes too; what stands on the next line stays',
  },
};
