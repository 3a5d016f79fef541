import { expect, test } from '@jest/globals';
import { redactPath, redactPaths } from '../../../src/core/profiling/redact-paths.ts';
import { profileOf } from './profiles.ts';

const PLACES = { home: '/home/jo', folder: '/home/jo/shop' };

test.each([
  ['node:internal/fs', 'node:internal/fs'],
  ['', ''],
  ['file:///home/jo/shop/src/a%20b.js?x=1#y', 'src/a b.js'],
  ['/home/jo/shop/node_modules/pg/lib/client.js', 'node_modules/pg/lib/client.js'],
  ['/home/jo/other/a.js', '~/other/a.js'],
  ['/home/anna/lib/a.js', '~/lib/a.js'],
  ['/Users/anna/lib/a.js', '~/lib/a.js'],
  ['C:\\Users\\anna\\lib\\a.js', '~/lib/a.js'],
  ['file:///C:/Users/anna/lib/a.js', '~/lib/a.js'],
  ['/root/lib/a.js', '~/lib/a.js'],
  ['/srv/app/a.js', '/srv/app/a.js'],
  ['/home/joanna', '~/'],
  ['https://jo:pw@cdn.test/a.js?token=1', 'https://cdn.test/a.js'],
  ['data:text/javascript,secret()', 'data'],
])('%s becomes %s', (file, expected) => {
  expect(redactPath(file, PLACES)).toBe(expected);
});

test('names that are paths tell of nobody either, and have no control characters', () => {
  const profile = profileOf([['(anonymous /home/jo/shop/a.js)>bad\u0000\nname>a/b', 1]]);
  const names = redactPaths(profile, PLACES).samples[0]?.stack.map(({ name }) => name);
  expect(names).toEqual(['a/b', 'bad name', '(anonymous a.js)']);
});
