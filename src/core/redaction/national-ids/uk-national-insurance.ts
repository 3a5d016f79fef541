import type { NationalId, NationalIdFacts } from '../national-id.ts';

/** Letters that no prefix has, and prefixes that are not given out. */
const NOT_FIRST = 'DFIQUV';
const NOT_SECOND = 'DFIOQUV';
const NOT_GIVEN = 'BG GB KN NK NT TN ZZ';

const letterOf = (value = 0): string => String.fromCharCode(value + 55);

export const id: NationalId = {
  country: 'uk',
  shapes: ['AA~99~99~99~A'],
  names: ['nino', 'nationalins'],
  isValid: ({ 0: first, 1: second, 8: last }) =>
    !NOT_FIRST.includes(letterOf(first)) &&
    !NOT_SECOND.includes(letterOf(second)) &&
    !NOT_GIVEN.includes(letterOf(first) + letterOf(second)) &&
    letterOf(last) <= 'D',
};

export const facts: NationalIdFacts = {
  summary:
    'a National Insurance number of the UK: two letters, six digits and A to D, in capitals or near its name',
  sources: ['https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110'],
  vectors: [
    ['NI no. AB123456C', 'NI no. [REDACTED:national-id]'],
    ['AB 12 34 56 C', '[REDACTED:national-id]'],
    ['nino=ab123456c', 'nino=[REDACTED:national-id]', 'nino=ab123456c'],
  ],
  ignores: [
    'QQ123456C',
    'AB123456E',
    'GB123456A',
    'AO123456C',
    'ab123456c',
    'XAB123456C',
    'AB1234567C',
    'AB12345C',
  ],
  patterns: [String.raw`(?<keep>^|[^\w])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?(?:\d{2} ?){3}[A-D]\b`],
  remains: 'lower-case ones stay',
};
