import { expect, test } from '@jest/globals';
import { matchPath } from '../../src/sourcemaps/match-path.ts';

const PATHS = [
  'app.js',
  'admin/app.js',
  'assets/index-3f2a.js',
  'assets/a b.js',
  'x/shared.js',
  'y/shared.js',
];
const entries = PATHS.map((path) => ({ path, value: path }));

test.each<[location: string, found: string[]]>([
  ['https://shop.example/app.js', ['app.js']],
  ['https://shop.example/admin/app.js?v=2#x', ['admin/app.js']],
  ['https://cdn.example/shop/1.4/assets/index-3f2a.js', ['assets/index-3f2a.js']],
  ['/srv/dist/assets/index-3f2a.js', ['assets/index-3f2a.js']],
  ['C:\\dist\\assets\\index-3f2a.js', ['assets/index-3f2a.js']],
  ['https://shop.example/assets/a%20b.js', ['assets/a b.js']],
  ['https://shop.example/shared.js', ['x/shared.js', 'y/shared.js']],
  ['https://shop.example/other.js', []],
  ['https://shop.example/%', []],
])('%s', (location, found) => expect(matchPath(entries, location).map(({ path }) => path)).toEqual(found));
