import { describe, expect, test } from '@jest/globals';
import { toJavaScriptRegexp, UntranslatedRegexp } from '../../../src/core/go/to-javascript-regexp.ts';

describe('a regular expression of Go matches the same in JavaScript', () => {
  test.each([
    ['^/api/v\\d+/(users|orders)$', ['/api/v1/orders'], ['/api/v/orders', '/api/v1/orders\n']],
    ['(?i)error|FATAL', ['xx Fatal', 'ERROR'], ['warning']],
    ['a(?i)b|c', ['aB', 'C'], ['AB']],
    ['(?i:k)x', ['Kx', '\u212ax'], ['kX']],
    ['[[:alpha:]]+\\.[^\\s-]{2}', ['ab.cd'], ['ab.c-', '12.cd']],
    ['[[:^digit:]]', ['a'], ['7']],
    ['[^\\D5]', ['7'], ['5', 'a']],
    ['\\Qa.b\\E+', ['a.bb'], ['axb']],
    ['(?P<name>x)?y{,3}', ['y{,3}'], ['yyy']],
    ['(?m)^b$', ['a\nb\nc'], ['ab']],
    ['a.c', ['a\rc', 'a\u2028c'], ['a\nc']],
    ['(?s)a.c', ['a\nc'], []],
    ['\\Aab\\z', ['ab'], ['ab\n']],
    ['\\pL{2}', ['éa'], ['é1']],
    ['^[\\x{f6}-\\x{fc}]$', ['ö', 'û'], ['o']],
    ['^\\s$', ['\t'], ['\u00a0', '\v']],
  ])('%s', (pattern, matching, other) => {
    const regexp = toJavaScriptRegexp(pattern);
    expect(matching.filter((text) => !regexp.test(text))).toEqual([]);
    expect(other.filter((text) => regexp.test(text))).toEqual([]);
  });

  test.each(['(?=a)', 'a(', '\\C', '(?i)\\pL'])('%s is refused', (pattern) => {
    expect(() => toJavaScriptRegexp(pattern)).toThrow(UntranslatedRegexp);
  });
});
