import { pick } from '../../random.ts';
import { between, digits, groups, type Random } from './digits.ts';

/** Beginnings and lengths as the networks publish them. */
const NETWORKS: readonly (readonly [prefix: (random: Random) => number, lengths: readonly number[]])[] = [
  [() => 4, [13, 16, 19]],
  [(random) => between(51, 55, random), [16]],
  [(random) => between(2221, 2720, random), [16]],
  [(random) => pick([34, 37], random), [15]],
  [() => 6011, [16, 19]],
  [(random) => between(644, 649, random), [16]],
  [(random) => between(622126, 622925, random), [16, 19]],
  [(random) => between(300, 305, random), [14, 16]],
  [(random) => pick([36, 38, 39], random), [14, 16]],
  [(random) => between(3528, 3589, random), [16]],
  [() => 62, [16, 17, 18, 19]],
  [(random) => pick([5018, 5020, 5038, 6304, 6759, 6761, 6763], random), [12, 16, 18, 19]],
  [(random) => between(2200, 2204, random), [16]],
  [(random) => pick([508500, 607000, 652150, 817200, 353800], random), [16]],
  [(random) => pick([401178, 438935, 504175, 509000, 627780, 636297, 650031], random), [16]],
];

/** From the right every second digit is doubled, and the digits of all are added up. */
const sumOf = (number: string): number =>
  [...number]
    .reverse()
    .map((digit, i) => String(Number(digit) * (i % 2 === 0 ? 1 : 2)))
    .join('')
    .split('')
    .reduce((sum, digit) => sum + Number(digit), 0);

export const cardNumber = (random: Random): string => {
  const [prefix, lengths] = pick(NETWORKS, random);
  const start = String(prefix(random));
  const body = start + digits(pick(lengths, random) - 1 - start.length, random);
  return body + ((10 - (sumOf(`${body}0`) % 10)) % 10);
};

/** The same with another last digit. */
export const brokenCard = (card: string, random: Random): string =>
  card.slice(0, -1) + ((Number(card.at(-1)) + between(1, 9, random)) % 10);

/** The ways to write it: in groups as on the card, or in one. */
export const writtenCard = (card: string, random: Random): string => {
  const separator = pick(['', '', ' ', '-', '.', '\u00a0'], random);
  if (card.length === 15) return groups(card, separator, 4, 6, 5);
  if (card.length === 14) return groups(card, separator, 4, 6, 4);
  return card.length < 14 ? card : groups(card, separator, 4, 4, 4, 4);
};
