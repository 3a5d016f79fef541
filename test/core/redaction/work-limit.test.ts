import { describe, expect, test } from '@jest/globals';
import { kindOf } from '../../../src/core/redaction/attribute-kind.ts';
import { createHash } from '../../../src/core/redaction/create-hash.ts';
import { compileRule } from '../../../src/core/redaction/custom/compile-rule.ts';
import { createDecided } from '../../../src/core/redaction/decided-value.ts';
import { createRedactor, type RedactionPolicy, rules } from '../../../src/core/redaction/index.ts';
import { createParameterAction } from '../../../src/core/redaction/parameter-action.ts';
import type { Piece } from '../../../src/core/redaction/piece.ts';
import { createRedactorCore } from '../../../src/core/redaction/redactor-core.ts';
import { resolvePolicy } from '../../../src/core/redaction/resolve-policy.ts';
import { MAX_WORK } from '../../../src/core/redaction/scanner.ts';
import {
  createScan,
  MAX_TEXT_LENGTH,
  masked,
  REDACTED,
  untilClean,
} from '../../../src/core/redaction/text.ts';
import { hostileTexts, randomTexts } from './hostile-texts.ts';

const SIZE = 100_000;

/**
 * How often rules may be asked for all of a text, however often it is searched: twice, and once more at its end. About
 * 100 ns each, so that a text is done in a few milliseconds; without the limit the worst is above 200,000.
 */
const MAX_QUESTIONS = 2.5 * MAX_WORK;

/**
 * All that is searched, its decoded layers apart, for each unit of a text: what may leave of it, with the margin behind,
 * once for what is found, once for what its removal lays bare, and once to find nothing more; and eight times the end,
 * which the cut may lay bare. See src/core/redaction/until-clean.ts.
 */
const MARGIN = 4_096;
const PASSES = 8;
const searchesOf = (passes: number): number =>
  (passes * (MAX_TEXT_LENGTH + MARGIN) + PASSES * 2 * MARGIN) / SIZE;
const MAX_SEARCHES_PER_UNIT = searchesOf(3);

const repeated = (part: string): string => part.repeat(Math.ceil(SIZE / part.length)).slice(0, SIZE);

const random = randomTexts(SIZE);
const redactor = createRedactor();

/** What all searches of one text cost, as a redactor does them. */
const costOf = (() => {
  let questions = 0;
  const scan = createScan(
    rules.map((rule) =>
      masked({
        ...rule,
        find: (...place) => {
          questions++;
          return rule.find(...place);
        },
      }),
    ),
    MAX_WORK,
  );
  return (text: string, isForm: boolean) => {
    questions = 0;
    let searched = 0;
    const clean = untilClean(text, (part): readonly Piece[] | undefined => {
      searched += part.length;
      return scan(part, isForm);
    });
    return { questions, searches: searched / SIZE, clean };
  };
})();

/** A text of which there is no end is searched eight times, and goes as a whole: of `+49+49+49…` the first number each time. */
const isTooMuch = ({ questions, searches, clean }: ReturnType<typeof costOf>): boolean =>
  clean === REDACTED
    ? questions > PASSES * MAX_WORK || searches > searchesOf(PASSES)
    : questions > MAX_QUESTIONS || searches > MAX_SEARCHES_PER_UNIT;

test('no 100 KB of anything repeated ask rules more often than is allowed', () => {
  const pieces = hostileTexts();
  // In a form a plus is a space.
  const forms = pieces.filter((piece) => piece.includes('+'));
  const costs = [
    ...pieces.map((piece) => ({ piece: piece.slice(0, 200), ...costOf(repeated(piece), false) })),
    ...forms.map((piece) => ({ piece: piece.slice(0, 200), ...costOf(repeated(piece), true) })),
  ];
  const tooMuch = costs
    .filter(isTooMuch)
    .map(({ piece, questions, searches }) => ({ piece, questions, searches }));
  expect(tooMuch).toEqual([]);
}, 240_000);

describe.each(Object.entries(random))('100 KB of random %s', (_, text) => {
  test.each([false, true])('do not, as a form: %s', (isForm) => {
    const { questions, searches } = costOf(text, isForm);
    expect({ questions, searches, is: isTooMuch({ questions, searches, clean: '' }) }).toMatchObject({
      is: false,
    });
  });

  test('leave nothing that was not searched', () => {
    const secret = 'jo.doe@mail.example.com';
    const step = 997;
    for (let at = 500; at < SIZE; at += step * 7) {
      const clean = redactor.text(`${text.slice(0, at)} ${secret} ${text.slice(at)}`);
      expect({ at, isThere: clean.includes('jo.doe@') || clean.includes('@mail.example') }).toEqual({
        at,
        isThere: false,
      });
    }
  });

  test('are not changed once more', () => {
    const once = redactor.text(text);
    // Not by toBe, which would print a hundred thousand units.
    expect(redactor.text(once) === once).toBe(true);
  });
});

test.each([
  ['addresses', 8_000],
  ['decimals', 8_000],
  ['json', 16_000],
  ['times', 16_000],
])('what is dense in numbers is cut: random %s, but not in the first %i units', (kind, least) => {
  const numbers = (random[kind] as string).replace(/\d/g, '1');
  const clean = redactor.text(numbers);
  expect(clean.endsWith('…')).toBe(true);
  expect(clean.length).toBeGreaterThan(least);
  expect(numbers.startsWith(clean.slice(0, least))).toBe(true);
});

const line = (n: number): string =>
  `    at Basket.total (file:///srv/shop/dist/basket/basket-${n % 10}.js:${100 + (n % 99)}:${7 + (n % 9)})`;

test.each([
  ['a stack trace', (n: number) => `${line(n)}\n`],
  [
    'log lines',
    (n: number) => `order ${n} shipped to warehouse ${n % 9} in ${n % 700} ms (attempt 2 of 3)\n`,
  ],
  [
    'JSON',
    (n: number) => `{"level":"info","msg":"request completed","path":"/a/b","n":${n % 90},"ok":true}\n`,
  ],
  [
    'SQL',
    (n: number) => `SELECT id, title FROM items WHERE shop_id = $${n} AND state IN ($1, $2) ORDER BY id;\n`,
  ],
  ['prose', () => 'The quick brown fox jumps over the lazy dog, and nobody knows why. '],
])('60,000 units of %s are not cut', (_, row) => {
  let text = '';
  for (let n = 1; text.length < 60_000; n++) text += row(n);
  expect(redactor.text(text) === text).toBe(true);
});

/** As `createRedactor`, with a count of how often its rules are asked. */
const countingRedactor = (policy: RedactionPolicy) => {
  const cost = { questions: 0 };
  const hash = policy.hashKey === undefined ? undefined : createHash(policy.hashKey);
  const { active, decide } = resolvePolicy(policy, hash);
  const decided = createDecided(hash);
  const all = [...rules, ...(policy.custom ?? []).map(compileRule)].map((rule) => ({
    ...rule,
    find: (...place: Parameters<typeof rule.find>) => {
      cost.questions++;
      return rule.find(...place);
    },
  }));
  const counted = createRedactorCore({
    active: (whose) => active(all, whose),
    decide,
    decided,
    kindOf,
    parameterAction: createParameterAction(decide, decided),
    readers: {},
  });
  return { cost, counted };
};

/** Half of them begin with a digit, of which hostile texts have many. */
const FIFTY: RedactionPolicy = {
  custom: Array.from({ length: 50 }, (_, i) => ({
    id: `own-${i}`,
    pattern: i % 2 === 0 ? `${i % 10}\\d{1,9}-${i}` : `[a-z]{1,8}_${i}\\b`,
    ignoreCase: i % 4 === 1,
  })),
};

/** No rule is asked between them. */
const IDS = [
  '3f2504e0-4f89-41d3-9a0c-0305e82c3301 ',
  'acde4f89-abcd-abde-bade-facebeaddeaf,',
  '4bf92f3577b34da6a3ce929d0e0e4736;',
];

describe.each<readonly [string, RedactionPolicy]>([
  ['balanced', {}],
  ['strict', { preset: 'strict' }],
  ['gdpr', { preset: 'gdpr', hashKey: 'a key of thirty-two bytes, for tests' }],
  ['balanced with 50 rules of its own', FIFTY],
])('%s', (_, policy) => {
  const pieces = hostileTexts().filter((_piece, i) => i % 20 === 0);
  const texts = [...pieces.map(repeated), ...IDS.map(repeated), ...Object.values(random)];
  const ways: readonly (readonly [string, 'text' | 'url', string])[] = [
    ['text', 'text', ''],
    ['url', 'url', ''],
    ['url', 'url', '/a?b='],
  ];

  test.each(ways)('asks its rules no more often for a %s by %s() behind "%s"', (_kind, method, before) => {
    const { cost, counted } = countingRedactor(policy);
    let most = 0;
    const tooMuch = texts.flatMap((text) => {
      cost.questions = 0;
      counted[method](before + text);
      const { questions } = cost;
      most = Math.max(most, questions);
      return questions > MAX_QUESTIONS ? [{ text: text.slice(0, 60), questions }] : [];
    });
    expect(tooMuch).toEqual([]);
    // So that it is known to count.
    expect(most).toBeGreaterThan(MAX_WORK / 2);
  });
});
