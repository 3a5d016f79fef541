import { expect, test } from '@jest/globals';
import type { Measured } from '../../../bench/redaction/measure-text.ts';
import { goalsAgainst } from '../../../bench/redaction/report.ts';

const measured = (name: string, found: number, micros: number, more: Partial<Measured> = {}): Measured => ({
  name,
  micros,
  recall: {},
  all: { found, of: 100 },
  lostPerThousand: 0,
  harmlessTokens: 1_000,
  cleanTexts: 10,
  cleanChanged: 0,
  missed: [],
  lost: [],
  ...more,
});

const unmet = (own: Measured, peer: Measured): readonly string[] =>
  goalsAgainst([own, measured('binnacle strict', 100, 1), peer])
    .filter(({ isMet }) => !isMet)
    .map(({ what }) => what);

test.each([
  ['ahead in all', measured('peer', 70, 9, { lostPerThousand: 4, cleanChanged: 2 }), []],
  ['as precise, where nothing is lost', measured('peer', 70, 9), []],
  ['slower', measured('peer', 70, 1), ['peer: time a text, in µs']],
  ['behind in recall', measured('peer', 99, 9), ['peer: recall']],
])('%s', (_, peer, expected) => {
  expect(unmet(measured('binnacle', 98, 2), peer)).toEqual(expected);
});

test('precision counts what is lost and what is changed', () => {
  const own = measured('binnacle', 98, 2, { lostPerThousand: 1, cleanChanged: 1 });
  expect(unmet(own, measured('peer', 70, 9))).toEqual([
    'peer: harmless tokens lost, of a thousand',
    'peer: clean texts changed',
  ]);
});
