import { describe, expect, test } from '@jest/globals';
import { GONE } from '../../../bench/redaction/kept.ts';
import { score } from '../../../bench/redaction/score.ts';

const TEXT = 'mail jo@example.com, order 12 of 12';
const SPANS = [{ entity: 'e-mail', start: 5, end: 19 }];

const CASES: readonly (readonly [what: string, result: string, found: number, lost: readonly string[]])[] = [
  ['all of it', `mail ${GONE}, order 12 of 12`, 1, []],
  ['nothing', TEXT, 0, []],
  ['a part of it', `mail ${GONE}.com, order 12 of 12`, 0, []],
  ['all but its name', `mail jo@${GONE}, order 12 of 12`, 0, []],
  ['a token too', `mail ${GONE}, order ${GONE} of 12`, 1, ['12']],
  ['the end too', `mail ${GONE}, order 12 of ${GONE}`, 1, ['12']],
  ['what stands before it too', `${GONE}, order 12 of 12`, 1, ['mail']],
  ['everything', GONE, 1, ['mail', 'order', '12', 'of', '12']],
  ['it, and white space changes', `mail  ${GONE},  order 12 of 12`, 1, []],
];

describe('score', () => {
  test.each(CASES)('says what is found and lost where %s is gone', (_what, result, found, lost) => {
    const { all, recall, lost: tokens } = score([{ text: TEXT, spans: SPANS }], [result], ['e-mail', 'card']);
    expect(all).toEqual({ found, of: 1 });
    expect(recall.card).toEqual({ found: 0, of: 0 });
    expect(tokens).toEqual(lost);
  });

  test('counts a text as clean where it has no span of the kinds, and other labels are not harmless', () => {
    const named = { text: 'Jo 12', spans: [{ entity: 'PERSON', start: 0, end: 2 }] };
    const { cleanTexts, cleanChanged, lost, harmlessTokens } = score([named], [`${GONE} 12`], ['e-mail']);
    expect({ cleanTexts, cleanChanged, lost, harmlessTokens }).toEqual({
      cleanTexts: 1,
      cleanChanged: 1,
      lost: [],
      harmlessTokens: 1,
    });
  });
});
