import type { NationalId, NationalIdFacts } from '../national-id.ts';

const LENGTH = 15;
/** What counts at the odd places for A to Z, as letters from A for 0 on; digits count as A to J. */
const ODD = 'BAFHJNPRTVCESULDGIMOQKWZYX';

export const id: NationalId = {
  country: 'it',
  shapes: ['aaaaaa99a99a999a'],
  names: [],
  isValid: (values) => {
    let sum = 0;
    for (let i = 0; i < LENGTH; i++) {
      const value = values[i] as number;
      const place = value < 10 ? value : value - 10;
      sum += i % 2 === 0 ? ODD.charCodeAt(place) - 65 : place;
    }
    return (sum % 26) + 10 === values[LENGTH];
  },
};

export const facts: NationalIdFacts = {
  summary:
    'an Italian codice fiscale: sixteen letters and digits with a check letter (not the few with letters in the place of digits)',
  sources: ['https://www.gazzettaufficiale.it/eli/id/1976/12/29/076U2000/sg'],
  vectors: [
    ['CF RSSMRA85T10A562S', 'CF [REDACTED:national-id]'],
    ['cf=rssmra85t10a562s&x=1', 'cf=[REDACTED:national-id]&x=1'],
  ],
  ignores: ['RSSMRA85T10A562T', 'RSSMR885T10A562S', 'RSSMRA85T10A562SX', 'XRSSMRA85T10A562S', 'RSSMRA'],
  patterns: [String.raw`\b[A-Za-z]{6}\d{2}[A-Za-z]\d{2}[A-Za-z]\d{3}[A-Za-z]\b`],
  remains: 'the check letter is not looked at',
};
