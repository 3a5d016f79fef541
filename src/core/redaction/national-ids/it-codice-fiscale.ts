import type { NationalId, NationalIdFacts } from '../national-id.ts';

const LENGTH = 16;
const MONTHS = 'ABCDEHLMPRST';
/** What counts at the odd places for A to Z, as letters from A for 0 on; digits count as A to J. */
const ODD = 'BAFHJNPRTVCESULDGIMOQKWZYX';

/** L to V without O take the place of digits where two people would have the same code. */
const isDigitOrSubstitute = (value: number): boolean =>
  value < 10 || (value > 20 && value < 32 && value !== 24);

export const id: NationalId = {
  shapes: ['aaaaaaxxaxxaxxxa'],
  names: [],
  isValid: (values) => {
    let sum = 0;
    for (let i = 0; i < LENGTH - 1; i++) {
      const value = values[i] as number;
      if (i > 5 && i !== 8 && i !== 11 && !isDigitOrSubstitute(value)) return false;
      const place = value < 10 ? value : value - 10;
      sum += i % 2 === 0 ? ODD.charCodeAt(place) - 65 : place;
    }
    return (
      MONTHS.includes(String.fromCharCode((values[8] as number) + 55)) &&
      (sum % 26) + 10 === values[LENGTH - 1]
    );
  },
};

export const facts: NationalIdFacts = {
  summary: 'an Italian codice fiscale: sixteen letters and digits with a check letter',
  sources: ['https://www.gazzettaufficiale.it/eli/id/1976/12/29/076U2000/sg'],
  vectors: [
    ['CF RSSMRA85T10A562S', 'CF [REDACTED:national-id]'],
    ['cf=rssmra85t10a562s&x=1', 'cf=[REDACTED:national-id]&x=1'],
    ['RSSMRA85T10A56NH', '[REDACTED:national-id]'],
  ],
  ignores: ['RSSMRA85T10A562T', 'RSSMRA85F10A562S', 'RSSMRA85T10A562SX', 'XRSSMRA85T10A562S', 'RSSMRA'],
  patterns: [
    String.raw`\b[A-Za-z]{6}[\dLMNP-Vlmnp-v]{2}[ABCDEHLMPRSTabcdehlmprst][\dLMNP-Vlmnp-v]{2}[A-Za-z][\dLMNP-Vlmnp-v]{3}[A-Za-z]\b`,
  ],
  remains: 'the check letter is not looked at',
};
