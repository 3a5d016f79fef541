import { describe, expect, test } from '@jest/globals';
import { compileRule } from '../../../../src/core/redaction/custom/compile-rule.ts';
import { createRedactor } from '../../../../src/core/redaction/index.ts';
import { createTextRedactor, masked } from '../../../../src/core/redaction/text.ts';
import { createRandom, pick } from '../../random.ts';
import { countingText } from '../counting-text.ts';
import { samplesOf } from '../samples.ts';

const redactorOf = (pattern: string, ignoreCase = false) =>
  createTextRedactor([masked(compileRule({ id: 'own', pattern, ignoreCase }))]);

describe('compileRule', () => {
  test.each([
    ['EMP-\\d{6}', 'by EMP-123456, EMP-1', 'by [REDACTED:own], EMP-1'],
    ['\\bK[A-F]{1,3}\\b', 'KA KAB xKA KABCD K', '[REDACTED:own] [REDACTED:own] xKA KABCD K'],
    ['a{1,3}b?', 'aaab-aa', '[REDACTED:own]-[REDACTED:own]'],
    ['(?:cat|category)s?', 'categorys or cats', '[REDACTED:own] or [REDACTED:own]'],
    ['(?<n>x)y', 'xy', '[REDACTED:own]'],
    ['^ab', 'abab', '[REDACTED:own]ab'],
    ['ab$', 'abab', 'ab[REDACTED:own]'],
    ['n=[^ ]{1,9}', 'n=jö 1', '[REDACTED:own] 1'],
    ['q.q', 'qéq or q\nq', '[REDACTED:own] or [REDACTED:own]'],
    ['/x\\.y', '/x.y /xay', '[REDACTED:own] /xay'],
    ['\\$\\d{2}', 'a $12', 'a [REDACTED:own]'],
  ])('%s in %j', (pattern, text, clean) => {
    expect(redactorOf(pattern)(text)).toBe(clean);
  });

  test('reads without regard to case where it is asked to', () => {
    expect(redactorOf('emp\\d', true)('EMP1 Emp2')).toBe('[REDACTED:own] [REDACTED:own]');
    expect(redactorOf('emp\\d')('EMP1')).toBe('EMP1');
  });

  describe('within ids, where no other rule is asked', () => {
    const UUID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
    const ANY_UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

    test.each([
      [`\\b${ANY_UUID}\\b`, UUID, '[REDACTED:own]'],
      [ANY_UUID, `user ${UUID}, ${UUID}-7`, 'user [REDACTED:own], [REDACTED:own]-7'],
      [`${ANY_UUID}-\\d`, `${UUID} ${UUID}-7.`, `${UUID} [REDACTED:own].`],
      [`^${ANY_UUID}$`, UUID, '[REDACTED:own]'],
      ['\\b[0-9a-f]{32}\\b', `a ${TRACE} b`, 'a [REDACTED:own] b'],
      ['[0-9a-f]{32}', TRACE, '[REDACTED:own]'],
      ['b34d[a-z0-9]{1,4}', TRACE, '4bf92f3577[REDACTED:own]ce929d0e0e4736'],
      ['41d3-', UUID, '3f2504e0-4f89-[REDACTED:own]9a0c-0305e82c3301'],
      ['01\\b', `${UUID} 01`, '3f2504e0-4f89-41d3-9a0c-0305e82c33[REDACTED:own] [REDACTED:own]'],
      ['EMP-\\d{6}', `${UUID} ${TRACE}`, `${UUID} ${TRACE}`],
    ])('%s in %j', (pattern, text, clean) => {
      expect(redactorOf(pattern)(text)).toBe(clean);
      expect(createRedactor({ custom: [{ id: 'own', pattern }] }).text(text)).toBe(clean);
    });

    test('in a URL and in what is encoded too', () => {
      const { text, url } = createRedactor({ custom: [{ id: 'own', pattern: ANY_UUID }] });
      expect(url(`/users/${UUID}?next=%2Fa%2F${UUID}`)).toBe('/users/[REDACTED:own]?next=REDACTED');
      expect(text(`{\\"id\\":\\"${UUID}\\"} ${btoa(`user ${UUID}`)}`)).toBe(
        '{\\"id\\":\\"[REDACTED:own]\\"} [REDACTED:own]',
      );
    });

    test('the others are not', () => {
      const redact = createRedactor({ custom: [{ id: 'own', pattern: 'x' }] });
      for (const text of ['41111111-1111-4111-8111-111111111111', `411111111111111141111111111abcde`])
        expect(redact.text(`${text} 4111 1111 1111 1111`)).toBe(`${text} [REDACTED:payment-card]`);
    });
  });

  test.each(['[A-Z]{3,8}', '[a-z]{2,9}', '[!-~]{1,20}', '\\w{2,30}'])(
    '%s finds nothing in a mark',
    (pattern) => {
      const redact = redactorOf(pattern);
      for (const text of ['[REDACTED:email]', '[HASHED:email_0123456789abcdef]', 'REDACTED'])
        expect(redact(text)).toBe(text);
    },
  );

  test.each([
    ['a+', 'repetition without an end'],
    ['a*', 'repetition without an end'],
    ['a{2,}', 'repetition without an end'],
    ['a{1,3}?', 'lazy'],
    ['a{3,1}', 'backwards'],
    ['(?=a)b', 'look-around'],
    ['(?<!a)b', 'look-around'],
    ['(a)\\1', 'back-reference'],
    ['\\p{L}', 'Unicode'],
    ['(?i:a)', 'options'],
    ['a\\bb', 'edge inside'],
    ['(a', 'not closed'],
    ['a)', 'subset'],
    ['[b-a]', 'subset'],
    ['é', 'ASCII'],
    ['.a', 'outside ASCII'],
    ['', 'nothing at all'],
    ['a?', 'nothing at all'],
    ['(?:){3}', 'repeats nothing'],
    ['a{257}', 'up to 257'],
    ['(?:a{100}){100}', 'up to 10000'],
    ['(?:(?:a?){16}){16}b?|x', 'nothing at all'],
    ['[ab]{0,20}a[ab]{20}', 'too many ways'],
  ])('refuses %s: %s', (pattern, message) => {
    expect(() => compileRule({ id: 'own', pattern })).toThrow(message);
  });

  test('finds what the expressions of the platform find', () => {
    const random = createRandom(3);
    const patterns = [
      'EMP-\\d{2,6}',
      '(?:ab|a)c{0,2}d?',
      '[A-F0-9]{4}(?:-[A-F0-9]{4}){1,3}',
      'x(?:yz){1,3}\\b',
      '\\b\\d{3}\\b',
    ];
    for (const pattern of patterns) {
      const samples = samplesOf({ pattern }, 40, random);
      expect(samples.length).toBeGreaterThan(5);
      const redact = redactorOf(pattern);
      for (let i = 0; i < 200; i++) {
        const text = Array.from({ length: 4 }, () => pick([...samples, 'a', ' ', '-', 'x'], random)).join('');
        // Of several alternatives the platform takes the first, we the longest: whether there is one is the same.
        expect([text, redact(text) === text]).toEqual([text, !new RegExp(pattern).test(text)]);
      }
    }
  });

  test('looks at each unit a bounded number of times', () => {
    for (const pattern of ['[a-z]{1,255}!', '(?:a{1,16}){1,15}b', '(?:a|ab|abc){1,80}!']) {
      const looksOf = (length: number): number => {
        const counting = countingText('abc'.repeat(length));
        redactorOf(pattern)(counting.text);
        return counting.looks() / length;
      };
      expect(looksOf(500)).toBeLessThan(3 * 300);
      expect(looksOf(2_000)).toBeLessThan(looksOf(500) * 1.3);
    }
  });
});
