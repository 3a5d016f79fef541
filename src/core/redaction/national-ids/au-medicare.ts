import { anyCase } from '../any-case.ts';
import { sumsUp } from '../checks/weighted.ts';
import type { NationalId, NationalIdFacts } from '../national-id.ts';

export const id: NationalId = {
  country: 'au',
  shapes: ['9999 99999 9'],
  names: ['medicare'],
  isValid: (values) =>
    (values[0] as number) > 1 &&
    (values[0] as number) < 7 &&
    sumsUp(values, [1, 3, 7, 9, 1, 3, 7, 9, -1], 10),
};

export const facts: NationalIdFacts = {
  summary: 'an Australian Medicare card number: ten digits with a check digit; in groups, or near its name',
  // The number, and its check digit
  sources: ['https://meteor.aihw.gov.au/content/270101', 'https://clearwater.com.au/code/medicare'],
  vectors: [
    ['Medicare 2123456701', 'Medicare [REDACTED:national-id]'],
    ['2123 45670 1', '[REDACTED:national-id]'],
  ],
  ignores: ['order 2123456701', 'Medicare 2123456711', 'Medicare 1123456701', '2123 45671 1'],
  patterns: [
    String.raw`(?<keep>^|[^\w.])[2-6]\d{3} \d{5} \d\b`,
    String.raw`(?<keep>\b${anyCase('medicare')}[^\d\n]{0,24})[2-6]\d{9}\b`,
  ],
  remains: 'the check digit is not looked at: other numbers of that form go too',
};
