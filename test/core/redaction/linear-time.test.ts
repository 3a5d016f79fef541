import { describe, expect, test } from '@jest/globals';
import { createRedactor, rules } from '../../../src/core/redaction/index.ts';
import type { Piece } from '../../../src/core/redaction/piece.ts';
import { createScan, masked, REDACTED, untilClean } from '../../../src/core/redaction/text.ts';
import { createRandom, pick } from '../random.ts';
import { countingText } from './counting-text.ts';
import { hostileTexts } from './hostile-texts.ts';

const SIZE = 2_000;
const LARGE_SIZE = 100_000;

/** Units looked at for each unit of a text, at the worst, by all rules together. */
const MAX_LOOKS_PER_UNIT = 60;

/** How often rules are asked for each unit, at the worst. */
const MAX_QUESTIONS_PER_UNIT = 6;

/** How often a unit of a text is searched until nothing more is found: once more where something was. */
const MAX_SEARCHES_PER_UNIT = 3;

/** The same of a text of which there is no end, which goes as a whole: src/core/redaction/until-clean.ts gives up then. */
const MAX_PASSES = 8;

const redactor = createRedactor();

const repeated = (part: string, length: number): string =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length);

const PIECES = hostileTexts();

test('looks at each unit of a text a bounded number of times, however long the text is', () => {
  const scan = createScan(rules.map(masked));
  const looksPerUnit = (piece: string, length: number): number => {
    const counting = countingText(repeated(piece, length));
    scan(counting.text);
    return counting.looks() / length;
  };
  const worst = PIECES.map((piece) => ({
    piece: piece.slice(0, 200),
    whole: piece,
    looks: looksPerUnit(piece, SIZE),
  }))
    .sort((one, other) => other.looks - one.looks)
    .slice(0, 4);
  expect(worst.filter(({ looks }) => looks > MAX_LOOKS_PER_UNIT)).toEqual([]);
  const growing = worst
    .map(({ piece, whole, looks }) => ({ piece, looks, inLarge: looksPerUnit(whole, LARGE_SIZE) }))
    .filter(({ looks, inLarge }) => inLarge > Math.max(10, looks * 1.5));
  expect(growing).toEqual([]);
}, 240_000);

/** As `createScan` of all rules, with what it cost. */
const countingScan = () => {
  const cost = { questions: 0, searched: 0 };
  const scan = createScan(
    rules.map((rule) =>
      masked({
        ...rule,
        find: (...place) => {
          cost.questions++;
          return rule.find(...place);
        },
      }),
    ),
  );
  const counted = (text: string): readonly Piece[] | undefined => {
    cost.searched += text.length;
    return scan(text);
  };
  return { cost, scan: counted };
};

test('asks few rules at a unit, and searches a text again only where something was found', () => {
  const { cost, scan } = countingScan();
  const tooMuch = PIECES.map((piece) => {
    const text = repeated(piece, LARGE_SIZE);
    cost.questions = cost.searched = 0;
    const isEndless = untilClean(text, scan) === REDACTED;
    return {
      isEndless,
      piece: piece.slice(0, 200),
      questions: cost.questions / LARGE_SIZE,
      searched: cost.searched / LARGE_SIZE,
    };
  }).filter(
    ({ questions, searched, isEndless }) =>
      questions > MAX_QUESTIONS_PER_UNIT || searched > (isEndless ? MAX_PASSES : MAX_SEARCHES_PER_UNIT),
  );
  expect(tooMuch).toEqual([]);
}, 240_000);

describe('whatever the text is', () => {
  const random = createRandom(23);
  const anyUnits = Array.from({ length: 300 }, () =>
    String.fromCharCode(...Array.from({ length: 200 }, () => Math.floor(random() * 0x1_0000))),
  );
  const mixes = Array.from({ length: 2_000 }, () =>
    Array.from({ length: 2 + Math.floor(random() * 12) }, () => pick(PIECES, random).slice(0, 60)).join(''),
  );

  test.each(['text', 'url'] as const)(
    '%s finds nothing new in what it has cleaned, and does not throw',
    (method) => {
      const changing = [...PIECES, ...anyUnits, ...mixes]
        .map((text) => ({ text, once: redactor[method](text) }))
        .map((each) => ({ ...each, twice: redactor[method](each.once) }))
        .filter(({ once, twice }) => once !== twice);
      expect(changing.slice(0, 5)).toEqual([]);
    },
  );

  test.each(['text', 'url'] as const)(
    '%s does the same with 100 KB',
    (method) => {
      const large = PIECES.filter((_, i) => i % 25 === 0).map((piece) => repeated(piece, LARGE_SIZE));
      for (const text of large) {
        const once = redactor[method](text);
        // Not by toBe, which would print a hundred thousand units.
        expect(redactor[method](once) === once).toBe(true);
      }
    },
    240_000,
  );
});
