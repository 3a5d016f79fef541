import { anyCase } from '../any-case.ts';
import { passesVerhoeff } from '../checks/verhoeff.ts';
import type { NationalId, NationalIdFacts } from '../national-id.ts';

export const id: NationalId = {
  country: 'in',
  shapes: ['9999 9999 9999'],
  names: ['aadha', 'uidai', 'आधार'],
  isValid: (values) => (values[0] as number) > 1 && passesVerhoeff(values, 12),
};

export const facts: NationalIdFacts = {
  summary: 'an Indian Aadhaar number: twelve digits, Verhoeff’s check digit; in groups, or near its name',
  // The authority's own paper on its numbers, as its site had it: eleven digits, none of the first 0 or 1, and Verhoeff's.
  sources: [
    'https://web.archive.org/web/20140611025606/http://uidai.gov.in/UID_PDF/Working_Papers/A_UID_Numbering_Scheme.pdf',
  ],
  vectors: [
    ['2345 6789 0124', '[REDACTED:national-id]'],
    ['aadhaar_no=234567890124', 'aadhaar_no=[REDACTED:national-id]'],
    ['Aadhaar 2345-6789-0124', 'Aadhaar [REDACTED:national-id]'],
  ],
  ignores: ['tracking 234567890124', '2345 6789 0125', '2345-6789-0124', '2345 6789 0124 1111'],
  patterns: [
    String.raw`(?<keep>^|[^\w.])[2-9]\d{3} \d{4} \d{4}\b`,
    String.raw`(?<keep>${anyCase('aadha|uidai')}[^\d\n]{0,24})[2-9]\d{3}-?\d{4}-?\d{4}\b`,
  ],
  remains: 'the check digit is not looked at: other numbers of that form go too',
};
