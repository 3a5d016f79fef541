import { anyCase } from '../any-case.ts';
import { sumsUp } from '../checks/weighted.ts';
import type { NationalId, NationalIdFacts } from '../national-id.ts';

export const id: NationalId = {
  country: 'au',
  shapes: ['_999999999'],
  names: ['tfn', 'taxfile'],
  isValid: (values) => sumsUp(values, [1, 4, 3, 7, 5, 8, 6, 9, 10], 11),
};

export const facts: NationalIdFacts = {
  summary: 'an Australian tax file number: nine digits, modulus 11, near its name',
  sources: ['https://www.ato.gov.au/individuals-and-families/tax-file-number'],
  vectors: [
    ['TFN: 123 456 782', 'TFN: [REDACTED:national-id]'],
    ['tax_file_number=123456782', 'tax_file_number=[REDACTED:national-id]'],
    ['123-456-782 (TFN)', '[REDACTED:national-id] (TFN)', '123-456-782 (TFN)'],
  ],
  ignores: ['123456782', '123 456 782 bytes', 'TFN 123456783'],
  patterns: [String.raw`(?<keep>\b${anyCase('tfn|tax.?file')}[^\d\n]{0,24})\d{3}[ -]?\d{3}[ -]?\d{3}\b`],
  remains: 'the check digit is not looked at, and one without its name before it stays',
};
