import type { NationalId, NationalIdFacts } from '../national-id.ts';

const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const DIGITS = 8;
/** X, which counts as 0 in the place of the first digit; Y and Z come next. */
const X = 33;

export const id: NationalId = {
  country: 'es',
  shapes: ['99999999~A', '99.999.999~A', 'A~9999999~A'],
  names: ['dni', 'nie', 'nif'],
  isValid: (values) => {
    const first = values[0] as number;
    let number = first < 10 ? first : first - X;
    for (let i = 1; i < DIGITS; i++) number = number * 10 + (values[i] as number);
    return number >= 0 && LETTERS.charCodeAt(number % LETTERS.length) === (values[DIGITS] as number) + 55;
  },
};

export const facts: NationalIdFacts = {
  summary:
    'a Spanish DNI or NIE: eight digits, or X, Y or Z and seven, and their letter; in capitals or near its name',
  sources: [
    'https://ordenacionjuego.es/gl/calculo-digito-control',
    'https://www.interior.gob.es/opencms/es/servicios-al-ciudadano/tramites-y-gestiones/dni/calculo-del-digito-de-control-del-nif-nie/',
  ],
  vectors: [
    ['DNI 12345678Z', 'DNI [REDACTED:national-id]'],
    ['cliente 12.345.678-Z', 'cliente [REDACTED:national-id]'],
    ['X1234567L and Y-1234567-X', '[REDACTED:national-id] and [REDACTED:national-id]'],
    ['dni=12345678z', 'dni=[REDACTED:national-id]', 'dni=12345678z'],
  ],
  ignores: [
    '12345678A',
    '12345678z',
    'a12345678Z',
    '12345678ZZ',
    '1234567Z',
    '123456789Z',
    'X1234567A',
    '20240501T120000Z',
  ],
  patterns: [String.raw`(?<keep>^|[^\w])(?:\d{2}\.?\d{3}\.?\d{3}|[XYZ]-?\d{7})-?[TRWAGMYFPDXBNJZSQVHLCKE]\b`],
  remains:
    'the letter is not held against the digits: other text of that form goes too; lower-case ones stay',
};
