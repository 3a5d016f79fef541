import { pick } from '../../random.ts';
import { digits, groups, letters, type Random } from './digits.ts';

/** Account numbers as the registry has them: n is a digit, a a capital letter, c either. */
const FORMS: Readonly<Record<string, string>> = {
  NO: '11n',
  BE: '12n',
  NL: '4a10n',
  DK: '14n',
  AT: '16n',
  CH: '5n12c',
  DE: '18n',
  GB: '4a14n',
  IE: '4a14n',
  AE: '19n',
  ES: '20n',
  SE: '20n',
  SA: '2n18c',
  PT: '21n',
  TR: '6n16c',
  FR: '10n11c2n',
  IT: '1a10n12c',
  GR: '7n16c',
  PL: '24n',
  CY: '8n16c',
  BR: '23n1a1c',
  UA: '6n19c',
  MU: '4a19n3a',
  MT: '4a5n18c',
  LC: '4a24c',
  RU: '14n15c',
};

/** As on most accounts, also where letters may stand: three digits to a letter. */
const mixed = (count: number, random: Random): string =>
  Array.from({ length: count }, () => (random() < 0.75 ? digits(1, random) : letters(1, random))).join('');

const accountOf = (form: string, random: Random): string =>
  form.replace(/(\d+)([nac])/g, (_, count: string, kind: string) =>
    kind === 'n'
      ? digits(Number(count), random)
      : kind === 'a'
        ? letters(Number(count), random)
        : mixed(Number(count), random),
  );

const numberOf = (text: string): bigint =>
  BigInt(text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55)));

export const iban = (random: Random): string => {
  const country = pick(Object.keys(FORMS), random);
  const account = accountOf(FORMS[country] as string, random);
  const check = 98n - (numberOf(`${account}${country}00`) % 97n);
  return country + String(check).padStart(2, '0') + account;
};

/** The same with another check number, from 02 to 98. */
export const brokenIban = (text: string): string => {
  const check = Number(text.slice(2, 4));
  return `${text.slice(0, 2)}${String(check < 98 ? check + 1 : 2).padStart(2, '0')}${text.slice(4)}`;
};

export const writtenIban = (text: string, random: Random): string => {
  const cased = random() < 0.2 ? text.toLowerCase() : text;
  const separator = pick(['', '', ' ', ' ', '-', '\u00a0', '.'], random);
  return groups(cased, separator, 4, 4, 4, 4, 4, 4, 4, 4);
};
