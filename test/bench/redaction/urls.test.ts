import { expect, test } from '@jest/globals';
import { measureUrls, scoreUrls } from '../../../bench/redaction/urls.ts';
import { createRedactor } from '../../../src/core/redaction/index.ts';

const CASES = [
  { input: 'shop.example:8080/a', expected: 'shop.example:8080/a' },
  { input: 'https://jo:password@shop.example/a?page=2', expected: 'https://shop.example/a' },
  { input: 'https://jo@shop.example/a#top', expected: 'https://shop.example/a' },
];

test('one that redacts has no leak and changes nothing clean', () => {
  expect(scoreUrls(CASES, createRedactor().url)).toEqual({ secret: 5, leaks: [], clean: 1, changed: [] });
});

test('one that does nothing leaks all, one that takes all changes what is clean', () => {
  expect(scoreUrls(CASES, (url) => url).leaks).toHaveLength(5);
  expect(scoreUrls(CASES, () => 'gone')).toMatchObject({ leaks: [], changed: ['shop.example:8080/a'] });
});

test('without the collection there are no figures', () => {
  expect(measureUrls('/nowhere')).toBeUndefined();
});
