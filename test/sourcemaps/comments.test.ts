import { describe, expect, test } from '@jest/globals';
import { debugIdIn, mapUrlIn, mapWithDebugId, withDebugId } from '../../src/sourcemaps/comments.ts';

const ID = '85314830-023f-5cf1-a267-535f4e37bb17';

test.each<[code: string, url: string | undefined]>([
  ['a()\n//# sourceMappingURL=a.js.map', 'a.js.map'],
  ['a()\n//@ sourceMappingURL=a.js.map\n', 'a.js.map'],
  ['a()\n/*# sourceMappingURL=a.css.map */', 'a.css.map'],
  ['//# sourceMappingURL=one\n//# sourceMappingURL=two', 'two'],
  ['a("//# sourceMappingURL=no")', undefined],
  ['a()', undefined],
])('the map of %j', (code, url) => expect(mapUrlIn(code)).toBe(url));

describe('debug ids', () => {
  test.each([
    ['a()\n//# sourceMappingURL=a.js.map\n', `a()\n//# debugId=${ID}\n//# sourceMappingURL=a.js.map\n`],
    ['a()', `a()\n//# debugId=${ID}\n`],
    ['', `//# debugId=${ID}\n`],
  ])('in %j', (code, expected) => {
    expect(withDebugId(code, ID)).toBe(expected);
    expect(debugIdIn(expected)).toBe(ID);
    expect(debugIdIn(code)).toBeUndefined();
  });

  test.each(['{"version":3}', ' {\n "version": 3 }', ')]}\'\n{"version":3}'])('in the map %j', (map) => {
    const text = mapWithDebugId(map, ID);
    expect(JSON.parse(text.replace(/^\)[^\n]*\n/, ''))).toEqual({ debugId: ID, version: 3 });
  });
});
