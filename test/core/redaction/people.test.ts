import { describe, expect, test } from '@jest/globals';
import { rules } from '../../../src/core/redaction/index.ts';
import type { RedactionRule } from '../../../src/core/redaction/rule.ts';
import { createTextRedactor, masked } from '../../../src/core/redaction/text.ts';
import { createRandom, pick } from '../random.ts';
import { brokenCard, cardNumber, writtenCard } from './generate/cards.ts';
import { email, notEmail } from './generate/emails.ts';
import { brokenIban, iban, writtenIban } from './generate/ibans.ts';
import { KINDS } from './generate/national-ids.ts';
import { brokenSsn, ssn } from './generate/ssns.ts';

const ROUNDS = 400;

/** Where a number stands in what telemetry has: nothing of it may be left, nothing of these may go. */
const PLACES: readonly (readonly [before: string, after: string])[] = [
  ['', ''],
  ['value ', ' was refused'],
  ['{"value":"', '","n":1}'],
  ['value=', '&page=2'],
  ['(', ').'],
  ["('", "', 7)"],
  ['<b>', '</b>'],
  ['field=', ';'],
  ['a\n', '\nb'],
];

const alone = (id: string): ((text: string) => string) =>
  createTextRedactor([masked(rules.find((rule) => rule.id === id) as RedactionRule)]);

/** Whether it reads as a barcode: from the right, every second digit counts three times. */
const isArticle = (card: string): boolean => {
  const sum = [...card].reverse().reduce((all, digit, i) => all + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return card.length < 14 && sum % 10 === 0;
};

interface Case {
  readonly text: string;
  readonly expected: string;
  readonly got: string;
}

/** What went wrong with texts made of a value; the first few. */
const failures = (
  id: string,
  make: (random: () => number) => readonly string[],
  isFound: boolean,
  places = PLACES,
): readonly Case[] => {
  const random = createRandom(17);
  const redact = alone(id);
  return Array.from({ length: ROUNDS }, () => make(random))
    .flat()
    .map((value) => {
      const [before, after] = pick(places, random);
      const text = before + value + after;
      return { text, expected: isFound ? `${before}[REDACTED:${id}]${after}` : text, got: redact(text) };
    })
    .filter(({ expected, got }) => got !== expected)
    .slice(0, 5);
};

describe('numbers of a kind that are made by its specification', () => {
  test('cards are found in all usual groupings', () => {
    const make = (random: () => number) => {
      const card = cardNumber(random);
      return isArticle(card) ? [] : [writtenCard(card, random)];
    };
    expect(failures('payment-card', make, true)).toEqual([]);
  });
  test('short cards that may be articles are found near their name alone', () => {
    const make = (random: () => number) => [cardNumber(random)].filter(isArticle);
    expect(failures('payment-card', make, false)).toEqual([]);
    expect(
      failures('payment-card', make, true, [
        ['card ', ''],
        ['{"cardNumber":', '}'],
      ]),
    ).toEqual([]);
  });
  test('cards with another check digit are not found', () => {
    const make = (random: () => number) => {
      const card = cardNumber(random);
      // A longer one may well begin with a card.
      return card.length > 16 ? [] : [writtenCard(brokenCard(card, random), random)];
    };
    expect(failures('payment-card', make, false)).toEqual([]);
  });
  test('cards are found as numbers in JSON', () => {
    const make = (random: () => number) => [cardNumber(random)].filter((card) => !isArticle(card));
    expect(
      failures('payment-card', make, true, [
        ['{"pan":', '}'],
        ['[1,', ',2]'],
      ]),
    ).toEqual([]);
  });
  test('IBANs are found in all usual groupings and cases', () => {
    expect(failures('iban', (random) => [writtenIban(iban(random), random)], true)).toEqual([]);
  });
  test('IBANs with another check digit are not found', () => {
    const make = (random: () => number) => [writtenIban(brokenIban(iban(random)), random)];
    expect(failures('iban', make, false)).toEqual([]);
  });
  test('SSNs and ITINs are found', () => {
    const make = (random: () => number) => [ssn(random)];
    expect(failures('us-ssn', make, true)).toEqual([]);
  });
  test('what is not given out as SSN or ITIN is not found', () => {
    expect(failures('us-ssn', (random) => [brokenSsn(random)], false)).toEqual([]);
  });
  test('SSNs without hyphens are found near their name alone', () => {
    const make = (random: () => number) => [
      ssn(random).replaceAll('-', ''),
      ssn(random).replaceAll('-', ' '),
    ];
    expect(failures('us-ssn', make, false)).toEqual([]);
    const places = [
      ['ssn: ', ''],
      ['"socialSecurityNumber":', ','],
      ['taxpayer_id=', '&x=1'],
    ] as const;
    expect(failures('us-ssn', make, true, places)).toEqual([]);
  });
  test('e-mail addresses are found', () => {
    expect(failures('email', (random) => [email(random)], true)).toEqual([]);
  });
  test('what else has an @ is not found', () => {
    expect(failures('email', (random) => [notEmail(random)], false)).toEqual([]);
  });
});

describe.each(Object.entries(KINDS))('%s', (_kind, { names, sample }) => {
  const near = names.flatMap((name) => [
    [`${name}: `, ''],
    [`{"${name}":"`, '"}'],
    ['(', ` ${name})`],
  ]) as [string, string][];

  test('is found in the ways to write it that say what it is', () => {
    expect(failures('national-id', (random) => sample(random).alone, true)).toEqual([]);
  });
  test('is found near its name in all the others', () => {
    const make = (random: () => number) => sample(random).named;
    expect(failures('national-id', make, true, near)).toEqual([]);
    expect(failures('national-id', make, false)).toEqual([]);
  });
  test('is not found with another check digit, whatever it is called', () => {
    const make = (random: () => number) => sample(random).broken;
    expect(failures('national-id', make, false)).toEqual([]);
    expect(failures('national-id', make, false, near)).toEqual([]);
  });
});

test('each national id has its numbers', async () => {
  const { readdirSync } = await import('node:fs');
  const folder = new URL('../../../src/core/redaction/national-ids/', import.meta.url);
  const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  expect(Object.keys(KINDS).sort()).toEqual(files.sort());
});
