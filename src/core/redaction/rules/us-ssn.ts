import { createNationalIdRule } from '../national-id.ts';
import type { RuleFacts } from '../rule.ts';

export const rule = createNationalIdRule('us-ssn', [
  {
    country: 'us',
    // In other groups it may be any three numbers: it has no check digit.
    shapes: ['999-99-9999'],
    names: ['ssn', 'socialsec', 'taxpayerid'],
    isValid: (values) => {
      const read = (from: number, to: number): number => {
        let number = 0;
        for (let i = from; i < to; i++) number = number * 10 + (values[i] as number);
        return number;
      };
      const area = read(0, 3);
      const group = read(3, 5);
      if (area === 0 || area === 666 || group === 0 || read(5, 9) === 0) return false;
      // From 900 on it is an ITIN, which stands in the place of an SSN and has groups of its own.
      return area < 900 || (group > 49 && group !== 89 && group !== 93 && !(group > 65 && group < 70));
    },
  },
]);

export const facts: RuleFacts = {
  summary:
    'a US Social Security Number, or the ITIN in its place: area, group and serial as they are given out',
  sources: [
    'https://www.ssa.gov/employer/randomization.html',
    'https://www.ssa.gov/employer/stateweb.htm',
    'https://www.irs.gov/irm/part3/irm_03-021-263r',
  ],
  vectors: [
    ['person 123-45-6789', 'person [REDACTED:us-ssn]'],
    ['{"SocialSecurity":"123 45 6789"}', '{"SocialSecurity":"[REDACTED:us-ssn]"}'],
    ['his SSN is 123456789', 'his SSN is [REDACTED:us-ssn]'],
    ['{"socialSecurityNumber":123456789}', '{"socialSecurityNumber":[REDACTED:us-ssn]}'],
    ['itin 912-70-1234', 'itin [REDACTED:us-ssn]'],
  ],
  ignores: [
    '123456789',
    '000-12-3456',
    '666-12-3456',
    '900-12-3456',
    '123-00-4567',
    '123-45-0000',
    '1-123-45-6789',
    '123-45-6789-1',
    '123-456-789',
    'order a123-45-6789',
    'suite 123 45 6789',
  ],
  collector: {
    patterns: [
      String.raw`(?<keep>^|[^\w.-])\d{3}-\d{2}-\d{4}\b`,
      String.raw`(?<keep>(?:ssn|social|\bitin\b)[^\d\n]{0,24})\d{3}[ -]?\d{2}[ -]?\d{4}\b`,
    ],
    ignoreCase: true,
    remains: 'areas and groups that are not given out go too; the name may be a part of a word',
  },
};
