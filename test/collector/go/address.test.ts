import { expect, test } from '@jest/globals';
import { isRequestUri, isUrl } from '../../../src/collector/go/address.ts';

// As Go 1.26 answers.
test.each([
  ['http://a', true],
  ['/a', true],
  ['*', true],
  ['mailto:a b', true],
  ['a', false],
  ['', false],
  [':a', false],
  ['http://a/b c', true],
  ['http://a b/c', false],
  ['http://a/\tb', false],
  ['http://a/%zz', false],
  ['http://a/b?c=%zz', true],
  ['http://a%20b/c', false],
  ['http://a%c3%a9/b', true],
  ['http://é/b', true],
  ['http://user:password@a:1/b', true],
  ['http://us er@a/b', false],
  ['http://{a}/b', false],
  ['http://a#b/c', false],
  ['http://a/b#c d', true],
  ['http://a:port/b', false],
  ['http://[::1]:80/b', true],
  ['http://[::1/b', false],
  ['http://[abc]/b', false],
  ['http://u%zz@a/b', false],
  ['http://a%25b/b', true],
  ['http://a|b/', false],
  ['http://a:1:2/b', false],
])('%j as a URL: %s', (text, isAccepted) => {
  expect(isRequestUri(text)).toBe(isAccepted);
});

test.each([
  ['', true],
  ['a', true],
  ['localhost:4318', true],
  ['//a/b', true],
  ['http://a#%41', true],
  ['127.0.0.1:4318', false],
  [':4318', false],
  ['a/%zz', false],
  ['http://a b', false],
  ['http://a#%zz', false],
  ['http://a\t', false],
])('%j as any URL: %s', (text, expected) => expect(isUrl(text)).toBe(expected));
