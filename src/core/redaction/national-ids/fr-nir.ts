import type { NationalId, NationalIdFacts } from '../national-id.ts';

const MONTH = 3;
const CORSICA = 6;
const KEY = 13;

export const id: NationalId = {
  country: 'fr',
  shapes: ['9~99~99~99~999~999~99', '9~99~99~9A~999~999~99'],
  names: ['nir', 'insee', 'sécuritésoc', 'securitesoc'],
  isValid: (values) => {
    const read = (from: number, to: number): number => {
      let number = 0;
      for (let i = from; i < to; i++) {
        const value = values[i] as number;
        // 2A counts as 19, and 2B as 18.
        number = number * 10 + (value > 9 ? 9 - value : value);
      }
      return number;
    };
    const month = read(MONTH, MONTH + 2);
    const isMonth = month > 0 && (month < 13 || (month > 19 && month < 43) || month > 49);
    return isMonth && (values[CORSICA] as number) < 12 && read(KEY, KEY + 2) === 97 - (read(0, KEY) % 97);
  },
};

export const facts: NationalIdFacts = {
  summary: 'a French NIR (numéro de sécurité sociale): thirteen digits and a key, modulus 97',
  // Insee gives the numbers out; the state's health insurance has the key, with Corsica's letters, in its own validator.
  sources: [
    'https://www.insee.fr/fr/metadonnees/definition/c1409',
    'https://www.insee.fr/fr/information/6665188?sommaire=6665196',
    'https://xml.insee.fr/schema/nir.html',
    'https://github.com/assurance-maladie-digital/nir-validation',
  ],
  vectors: [
    ['NIR 1 84 12 76 451 089 46', 'NIR [REDACTED:national-id]'],
    ['255081416802538', '[REDACTED:national-id]', '[REDACTED:payment-card]'],
    ['1 85 05 2A 004 005 77', '[REDACTED:national-id]', '1 85 05 2A [REDACTED:phone]'],
  ],
  ignores: ['184127645108947', '184157645108946', 'a184127645108946', '1841276451089461', '1700000000000'],
  patterns: [
    String.raw`(?<keep>^|[^\w.])[1-478] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-35-9]\d|4[0-2]) ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}\b`,
  ],
  remains:
    'the key is not looked at: other numbers of fifteen digits go too; the pattern of a phone or a card may take a part of it first',
};
