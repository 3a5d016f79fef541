import { describe, expect, test } from '@jest/globals';
import { isRequestUri, parseAddress } from '../../../src/collector/go/address.ts';
import { parseGoDuration } from '../../../src/collector/go/duration.ts';
import { isPermissions } from '../../../src/collector/go/permissions.ts';
import { parseGoRegexp } from '../../../src/core/go/regexp.ts';

describe('regular expressions of Go', () => {
  test.each([
    '',
    'a|b|',
    '(?i)^x(?P<name>[a-z]+)$',
    '(?<name>\\w)',
    '[[:alpha:]\\d_-]',
    '[]a]',
    '\\pL\\p{Greek}\\Q.*\\E\\z',
    'a{2,5}?b{,3}{x',
    '\\x{1F600}\\_',
    '(a{10}){100}',
    '(?P<a>x)(?P<a>y)',
    '^/api/(?:v\\d+|x)+?$',
    '(?i)a(?P<n>b)(?<m>c)(?s-m:d)',
    '[^]a-z\\d\\-[:alpha:]-]',
    '\\x41\\x{1F600}\\pL\\p{Greek}\\P{^Lu}\\Q(\\E\\012',
    'a{2,}b{,3}{c}',
    '[--/]',
    '|a|',
    'a(?i)*',
    '\\p{greek}\\pl\\p{Uppercase Letter}',
    '\\\n',
  ])('%j is one', (pattern) => expect(parseGoRegexp(pattern).fault).toBeUndefined());

  test.each([
    ['(?=a)', 'look-around'],
    ['(?<!a)b', 'look-around'],
    ['(?>a)', 'does not begin a group'],
    ['(a)\\1', 'back-references'],
    ['[]', 'lacks a ]'],
    ['a|*', 'nothing to repeat'],
    ['(?i)*', 'nothing to repeat'],
    ['a++', 'repeats a repetition'],
    ['a{3,2}', 'at most 1000'],
    ['\\C', 'no escape'],
    ['[[:a)lpha:]]', 'no character class'],
    ['(?<n>a)(?)(', 'lacks a )'],
    ['[z-a]', 'runs backwards'],
    ['[a', 'lacks a ]'],
    ['(a', 'lacks a )'],
    ['a)', 'a ) too many'],
    ['*a', 'nothing to repeat'],
    ['a**', 'repeats a repetition'],
    ['a{1001}', 'at most 1000'],
    ['(a{100}){100}', 'more than 1000'],
    ['\\p{Nothing}', 'no character class'],
    ['[[:letters:]]', 'no character class'],
    ['\\Z', 'no escape'],
    ['a\\', 'ends with a backslash'],
  ])('%j is none: %s', (pattern, fault) => expect(parseGoRegexp(pattern).fault).toContain(fault));

  test('groups are named in order', () => {
    expect(parseGoRegexp('(a)(?P<b>c)(?:d)(?<e>f)').groups).toEqual(['', 'b', 'e']);
  });
});

test.each([
  ['localhost:4317', { host: 'localhost', port: '4317' }],
  ['[::1]:80', { host: '::1', port: '80' }],
  [':80', { host: '', port: '80' }],
  ['localhost', { fault: 'has no port' }],
  ['::1:80', { fault: 'has too many colons' }],
  ['[::1', { fault: 'lacks a ]' }],
])('the address %s', (text, expected) => expect(parseAddress(text)).toEqual(expected));

test.each([
  ['http://a/b', true],
  ['/a', true],
  ['a', false],
  ['', false],
  ['http://a b', false],
  ['http://a:x', false],
])('%j as a URL: %s', (text, expected) => expect(isRequestUri(text)).toBe(expected));

test.each([
  ['0755', true],
  ['1777', false],
  ['888', false],
  ['', false],
])('%j as permissions: %s', (text, expected) => expect(isPermissions(text)).toBe(expected));

test.each([
  ['1h30m', 5.4e12],
  ['-1.5s', -1.5e9],
  ['0', 0],
  ['5', undefined],
  ['', undefined],
  ['1d', undefined],
])('%j as a duration', (text, expected) => expect(parseGoDuration(text)).toBe(expected));
