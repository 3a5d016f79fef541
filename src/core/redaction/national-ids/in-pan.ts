import type { NationalId, NationalIdFacts } from '../national-id.ts';

/** The fourth letter: a person, a company, a trust … */
const HOLDERS = 'ABCFGHJLPT';

export const id: NationalId = {
  country: 'in',
  shapes: ['AAAAA9999A'],
  names: ['pan'],
  isValid: (values) => HOLDERS.includes(String.fromCharCode((values[3] as number) + 55)),
};

export const facts: NationalIdFacts = {
  summary: 'an Indian PAN: five letters, four digits, a letter; in capitals or near its name',
  sources: ['https://incometaxindia.gov.in/tutorials/1.permanent%20account%20number%20(pan).pdf'],
  vectors: [
    ['PAN AFZPK7190K', 'PAN [REDACTED:national-id]'],
    ['pan=afzpk7190k', 'pan=[REDACTED:national-id]', 'pan=afzpk7190k'],
  ],
  ignores: ['AFZDK7190K', 'afzpk7190k', 'XAFZPK7190K', 'AFZPK71900', 'AFZPK7190KX'],
  patterns: [String.raw`\b[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]\b`],
  remains: 'lower-case ones stay',
};
