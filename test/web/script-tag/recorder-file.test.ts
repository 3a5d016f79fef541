import { expect, test } from '@jest/globals';
import { VERSION } from '../../../src/core/version.ts';
import { recorderUrl } from '../../../src/web/script-tag/recorder-file.ts';

const BASE = 'https://shop.example/cart/';

test.each([
  [
    'https://shop.example/lib/binnacle-web.js',
    undefined,
    `https://shop.example/lib/binnacle-replay.js?v=${VERSION}`,
  ],
  ['https://cdn.example/a/b.js?x=1#y', '', `https://cdn.example/a/binnacle-replay.js?v=${VERSION}`],
  ['https://cdn.example/a/b.js', '/own/r.js', 'https://shop.example/own/r.js'],
  ['', 'r.js', 'https://shop.example/cart/r.js'],
])('of a script at "%s" that says %p', (src, told, url) => {
  expect(recorderUrl(src, told, BASE)).toBe(url);
});

test.each(['', undefined])('nobody knows where it is of a script at %p', (src) => {
  expect(() => recorderUrl(src, undefined, BASE)).toThrow(/data-replay-src/);
});
