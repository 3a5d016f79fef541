import { pick } from '../../random.ts';
import { between, checked, digits, groups, letters, type Random, until } from './digits.ts';

/** One number of a kind, in the ways in which it is written. */
interface Sample {
  /** Found wherever they stand. */
  readonly alone: readonly string[];
  /** Found near one of the names. */
  readonly named: readonly string[];
  /** The same with what their check digit does not allow: never found. */
  readonly broken: readonly string[];
}

export interface Kind {
  readonly names: readonly string[];
  sample(random: Random): Sample;
}

type Passes = (text: string) => boolean;

const weigh = (text: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0);

/** A number of digits, its last `checks` ones by the check. */
const numberWith = (body: () => string, checks: number, passes: Passes): { valid: string; invalid: string } =>
  until(() => {
    const start = body();
    const ends = Array.from({ length: 10 ** checks }, (_, i) => start + String(i).padStart(checks, '0'));
    const { valid, invalid } = checked(ends, passes);
    return valid !== undefined && invalid !== undefined ? { valid, invalid } : undefined;
  });

/** A kind that is all digits: the shapes that are found alone, and those that need a name. */
const ofDigits = (
  names: readonly string[],
  body: (random: Random) => string,
  checks: number,
  passes: Passes,
  alone: (text: string) => readonly string[],
  named: (text: string) => readonly string[] = () => [],
): Kind => ({
  names,
  sample: (random) => {
    const { valid, invalid } = numberWith(() => body(random), checks, passes);
    return {
      alone: alone(valid),
      named: [valid, ...named(valid)],
      broken: [invalid, ...alone(invalid), ...named(invalid)],
    };
  },
});

const mod11 = (text: string, count: number, weights: readonly number[]): boolean => {
  const rest = weigh(text, weights) % 11;
  return Number(text[count]) === (rest < 2 ? 0 : 11 - rest);
};

// The tables of Verhoeff’s own paper.
const VERHOEFF_D = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const VERHOEFF_P = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];
const passesVerhoeff: Passes = (text) =>
  [...text]
    .reverse()
    .reduce((c, digit, i) => Number(VERHOEFF_D[c]?.[Number(VERHOEFF_P[i % 8]?.[Number(digit)])]), 0) === 0;

const passesMod11And10: Passes = (text) => {
  let product = 10;
  for (const digit of text.slice(0, 10)) {
    let sum = (Number(digit) + product) % 10;
    if (sum === 0) sum = 10;
    product = (sum * 2) % 11;
  }
  return Number(text[10]) === (11 - product === 10 ? 0 : 11 - product);
};

const DNI = 'TRWAGMYFPDXBNJZSQVHLCKE';
const CF_ODD: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ...[1, 0, 5, 7, 9, 13, 15, 17, 19, 21].flatMap((value, i) => [
      [String(i), value],
      ['ABCDEFGHIJ'[i] as string, value],
    ]),
    ...[2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23].map((value, i) => [
      'KLMNOPQRSTUVWXYZ'[i] as string,
      value,
    ]),
  ].map(([key, value]) => [key, Number(value)]),
);
const cfCheck = (text: string): string => {
  const sum = [...text].reduce(
    (all, each, i) =>
      all + (i % 2 === 0 ? Number(CF_ODD[each]) : /\d/.test(each) ? Number(each) : each.charCodeAt(0) - 65),
    0,
  );
  return String.fromCharCode(65 + (sum % 26));
};

const nextLetter = (letter: string, of = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'): string =>
  of[(of.indexOf(letter) + 1) % of.length] as string;

const CNPJ_1 = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
const cnpjDigits = (body: string): string => {
  const digitOf = (text: string, weights: readonly number[]): number => {
    const rest =
      [...text].reduce((sum, each, i) => sum + (each.charCodeAt(0) - 48) * Number(weights[i]), 0) % 11;
    return rest < 2 ? 0 : 11 - rest;
  };
  const first = digitOf(body, CNPJ_1);
  return `${first}${digitOf(body + first, [6, ...CNPJ_1])}`;
};

/** By the rule's file. */
export const KINDS: Readonly<Record<string, Kind>> = {
  'uk-nhs-number': ofDigits(
    ['NHS number', 'nhs_no', 'nhsNumber'],
    (random) => digits(9, random),
    1,
    (text) => weigh(text, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
    (text) => [groups(text, ' ', 3, 3)],
    (text) => [groups(text, '-', 3, 3)],
  ),
  'uk-national-insurance': {
    names: ['NINO', 'national insurance number', 'nationalInsurance'],
    sample: (random) => {
      const prefix = pick(['AB', 'CE', 'JK', 'PW', 'SR', 'ZA', 'HT'], random);
      const body = prefix + digits(6, random);
      const valid = body + pick([...'ABCD'], random);
      return {
        alone: [valid, groups(valid, ' ', 2, 2, 2, 2)],
        named: [valid.toLowerCase()],
        broken: [
          body + pick([...'EFXZ'], random),
          `${pick(['DA', 'BG', 'AO', 'QQ'], random)}${valid.slice(2)}`,
        ],
      };
    },
  },
  'de-tax-id': ofDigits(
    ['Steuer-ID', 'steuerliche Identifikationsnummer', 'IdNr.', 'tax_id'],
    (random) => String(between(1, 9, random)) + digits(9, random),
    1,
    passesMod11And10,
    () => [],
    (text) => [groups(text, ' ', 2, 3, 3)],
  ),
  'fr-nir': {
    names: ['NIR', 'numéro INSEE', 'sécurité sociale'],
    sample: (random) => {
      const department =
        random() < 0.2 ? pick(['2A', '2B'], random) : String(between(1, 95, random)).padStart(2, '0');
      const month = String(between(1, 12, random)).padStart(2, '0');
      const body = `${between(1, 2, random)}${digits(2, random)}${month}${department}${digits(6, random)}`;
      const key = 97n - (BigInt(body.replace('2A', '19').replace('2B', '18')) % 97n);
      const valid = body + String(key).padStart(2, '0');
      const invalid = body + String((Number(key) % 97) + 1).padStart(2, '0');
      const grouped = (text: string): string => groups(text, ' ', 1, 2, 2, 2, 3, 3);
      return {
        alone: [valid, grouped(valid), groups(valid, '-', 13)],
        named: [],
        broken: [invalid, grouped(invalid)],
      };
    },
  },
  'es-dni': {
    names: ['DNI', 'NIE', 'nif_cliente'],
    sample: (random) => {
      const first = pick(['', 'X', 'Y', 'Z'], random);
      const rest = digits(first === '' ? 8 : 7, random);
      const letter = DNI[Number((first && '012'['XYZ'.indexOf(first)]) + rest) % 23] as string;
      const ways = (last: string): string[] => [
        `${first}${rest}${last}`,
        first ? `${first}-${rest}-${last}` : `${groups(rest, '.', 2, 3)}-${last}`,
      ];
      return {
        alone: ways(letter),
        named: ways(letter).map((text) => text.toLowerCase()),
        broken: ways(nextLetter(letter, DNI)),
      };
    },
  },
  'it-codice-fiscale': {
    names: ['codice fiscale'],
    sample: (random) => {
      const body =
        letters(6, random) +
        digits(2, random) +
        letters(1, random, 'ABCDEHLMPRST') +
        String(between(1, 71, random)).padStart(2, '0') +
        letters(1, random) +
        digits(3, random);
      const valid = body + cfCheck(body);
      return {
        alone: [valid, valid.toLowerCase()],
        named: [],
        broken: [body + nextLetter(cfCheck(body))],
      };
    },
  },
  'nl-bsn': ofDigits(
    ['BSN', 'burgerservicenummer', 'klantBsn'],
    (random) => digits(8, random),
    1,
    (text) => weigh(text, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
    (text) => [groups(text, '.', 4, 2)],
    (text) => [groups(text, ' ', 3, 3)],
  ),
  'au-tfn': ofDigits(
    ['TFN', 'tax file number', 'taxFileNumber'],
    (random) => digits(8, random),
    1,
    (text) => weigh(text, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
    () => [],
    (text) => [groups(text, ' ', 3, 3), groups(text, '-', 3, 3)],
  ),
  'au-medicare': {
    names: ['Medicare', 'medicare_no'],
    sample: (random) => {
      const body = String(between(2, 6, random)) + digits(7, random);
      const check = weigh(body, [1, 3, 7, 9, 1, 3, 7, 9]) % 10;
      const end = String(between(1, 9, random));
      const valid = `${body}${check}${end}`;
      const invalid = `${body}${(check + 1) % 10}${end}`;
      return {
        alone: [groups(valid, ' ', 4, 5)],
        named: [valid],
        broken: [invalid, groups(invalid, ' ', 4, 5)],
      };
    },
  },
  'jp-my-number': ofDigits(
    ['My Number', 'マイナンバー', '個人番号', 'myNumber'],
    (random) => digits(11, random),
    1,
    (text) => mod11(text, 11, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]),
    () => [],
    (text) => [groups(text, '-', 4, 4)],
  ),
  'in-aadhaar': ofDigits(
    ['Aadhaar', 'aadhar no', 'aadhaarNumber', 'आधार'],
    (random) => String(between(2, 9, random)) + digits(10, random),
    1,
    passesVerhoeff,
    (text) => [groups(text, ' ', 4, 4)],
    (text) => [groups(text, '-', 4, 4)],
  ),
  'in-pan': {
    names: ['PAN', 'pan_number'],
    sample: (random) => {
      const rest = letters(1, random) + digits(4, random) + letters(1, random);
      const valid = letters(3, random) + pick([...'PCHABGJLFT'], random) + rest;
      return { alone: [valid], named: [valid.toLowerCase()], broken: [`${valid.slice(0, 3)}X${rest}`] };
    },
  },
  'br-cpf': ofDigits(
    ['CPF', 'userCpf', 'cpf do cliente'],
    (random) => digits(9, random),
    2,
    (text) =>
      mod11(text, 9, [10, 9, 8, 7, 6, 5, 4, 3, 2]) && mod11(text, 10, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]),
    (text) => [
      `${groups(text.slice(0, 9), '.', 3, 3)}-${text.slice(9)}`,
      `${text.slice(0, 9)}-${text.slice(9)}`,
    ],
  ),
  'br-cnpj': {
    names: ['CNPJ', 'cnpj_empresa'],
    sample: (random) => {
      const first = random() < 0.3 ? letters(2, random, 'ABCXYZ0123456789') : digits(2, random);
      const body = first + digits(10, random);
      const check = cnpjDigits(body);
      const invalid = String((Number(check) + 1) % 100).padStart(2, '0');
      const grouped = (end: string): string =>
        `${groups(body.slice(0, 8), '.', 2, 3)}/${body.slice(8)}-${end}`;
      return {
        alone: [grouped(check)],
        named: [digits(12, random)].map((bare) => bare + cnpjDigits(bare)),
        broken: [body + invalid, grouped(invalid)],
      };
    },
  },
};
