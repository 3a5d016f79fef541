import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { bundleForBrowser } from '../../../../scripts/build-browser-bundle.ts';
import {
  createSmallRedactor,
  email,
  smallRules,
  vendorKey,
} from '../../../../src/core/redaction/small/index.ts';
import { createSmallScan } from '../../../../src/core/redaction/small/scan.ts';
import { countingText } from '../counting-text.ts';
import { hostileTexts } from '../hostile-texts.ts';
import { STATEMENT_IN_PAGE, statementRecords, statementVectors } from '../vectors/index.ts';
import { smallVectors, unknownDifferences } from './vectors.ts';

const redactor = createSmallRedactor(smallRules);

test.each(smallVectors)('a text: $rule: $input', ({ input, expected }) => {
  expect(redactor.text(input)).toBe(expected);
});

test('every difference from the whole redactor is one of a vector', () => {
  expect(unknownDifferences).toEqual([]);
});

test.each([
  ['/a?page=2&sort=desc#top', '/a?page=2&sort=desc#top'],
  ['/a?page=2&token=abc', '/a?page=2&token=REDACTED'],
  ['/cb?code=x1&state=y2', '/cb?code=REDACTED&state=REDACTED'],
  ['/cb#id_token=x1&a=b', '/cb#id_token=REDACTED&a=b'],
  ['/a;jsessionid=1F2/b?c=d', '/a;jsessionid=REDACTED?c=d'],
  ['/a?to=jo%40example.com', '/a?to=REDACTED'],
  ['/a?to=%2B44%2020%207946%200958&b=1', '/a?to=REDACTED&b=1'],
  ['https://jo:hunter2@example.com/a', 'https://[REDACTED:url-password]@example.com/a'],
  ['https://203.0.113.9/users/jo@example.com', 'https://[REDACTED:ipv4]/users/[REDACTED:email]'],
])('a URL: %s', (url, expected) => {
  expect(redactor.url(url)).toBe(expected);
  expect(redactor.url(expected)).toBe(expected);
});

test('attributes: values go by their keys, URLs by their parameters, others by what they are', () => {
  const record = {
    'url.full': 'https://example.com/a?token=abc&page=2',
    'http.request.header.referer': '/a?code=x1',
    'session.token': 'abc',
    'user.pin': 1234,
    pin: 1234,
    'exception.message': 'mail to jo@example.com failed',
    list: ['jo@example.com', 1, null],
    'jo@example.com': true,
    nested: { apiKey: 'abc', password: '' },
  };
  expect(redactor.attributes(record)).toEqual({
    'url.full': 'https://example.com/a?token=REDACTED&page=2',
    'http.request.header.referer': '/a?code=REDACTED',
    'session.token': 'REDACTED',
    'user.pin': 1234,
    pin: 'REDACTED',
    'exception.message': 'mail to [REDACTED:email] failed',
    list: ['[REDACTED:email]', 1, null],
    '[REDACTED:email]': true,
    nested: { apiKey: 'REDACTED', password: '' },
  });
});

test.each(statementVectors)('a statement goes as a whole: $system: $what', ({ system, statement }) => {
  for (const record of statementRecords(system, statement)) {
    const expected = Object.entries(record).map(([key, value]) => [
      key,
      value === statement ? STATEMENT_IN_PAGE : value,
    ]);
    expect(Object.entries(redactor.attributes(record))).toEqual(expected);
  }
});

test('a map that holds itself ends', () => {
  const map: Record<string, unknown> = { a: 1 };
  map.self = map;
  expect(JSON.stringify(redactor.attributes(map))).toContain('"self":"REDACTED"');
});

describe('whatever the text is', () => {
  /** Units looked at for each unit of a text, at the worst, by all rules together. */
  const MAX_LOOKS_PER_UNIT = 250;
  const SIZE = 2_000;
  const PIECES = hostileTexts();

  test('it looks at each unit a bounded number of times', () => {
    const scan = createSmallScan(smallRules);
    const looksPerUnit = (piece: string, length: number): number => {
      const counting = countingText(piece.repeat(Math.ceil(length / piece.length)).slice(0, length));
      scan(counting.text);
      return counting.looks() / length;
    };
    const worst = PIECES.map((whole) => ({ whole, looks: looksPerUnit(whole, SIZE) }))
      .sort((one, other) => other.looks - one.looks)
      .slice(0, 4)
      .map(({ whole, looks }) => ({
        piece: whole.slice(0, 200),
        looks,
        inLarge: looksPerUnit(whole, 20 * SIZE),
      }));
    expect(worst.filter(({ looks }) => looks > MAX_LOOKS_PER_UNIT)).toEqual([]);
    expect(worst.filter(({ looks, inLarge }) => inLarge > looks * 1.5)).toEqual([]);
  }, 120_000);

  test.each(['text', 'url'] as const)('%s finds nothing new in what it has cleaned', (method) => {
    const changing = PIECES.map((piece) => redactor[method](piece))
      .map((once) => ({ once, twice: redactor[method](once) }))
      .filter(({ once, twice }) => once !== twice);
    expect(changing.slice(0, 5)).toEqual([]);
  });
});

describe('a bundle has only the rules that it names', () => {
  const sourceOf = async (rules: string): Promise<string> =>
    (
      await bundleForBrowser(
        join(import.meta.dirname, '../../../..'),
        `import { createSmallRedactor, ${rules} } from './src/core/redaction/small/index.ts'; globalThis.redactor = createSmallRedactor([${rules}]);`,
      )
    ).text;

  test('of one rule it has that one', async () => {
    const source = await sourceOf('email');
    expect(source).toContain(`"${email.id}"`);
    for (const { id } of smallRules.filter((rule) => rule !== email)) expect(source).not.toContain(`"${id}"`);
    expect(source).not.toContain('xoxb-');
  });
});

test('the triggers of keys are the first letters of all prefixes', () => {
  for (const start of [
    `${'AKIA'}IOSFODNN7EXAMPLE`,
    `${'xoxb-'}012345678901-abcdef`,
    `${'lin_api_'}0123456789abcdefgh`,
  ])
    expect(vendorKey.triggers).toContain(start[0]);
});
