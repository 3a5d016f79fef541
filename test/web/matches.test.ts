import { describe, expect, test } from '@jest/globals';
import { matches } from '../../src/web/matches.ts';
import type { UrlMatch } from '../../src/web/options.ts';

const SHOP = 'https://api.shop.example';

describe('matches', () => {
  test.each<readonly [list: readonly UrlMatch[] | undefined, url: string, isIn: boolean]>([
    [undefined, `${SHOP}/`, false],
    [[], `${SHOP}/`, false],
    [[SHOP], `${SHOP}/`, true],
    [[SHOP], `${SHOP}/orders/1?x=y`, true],
    [[SHOP], 'https://api.shop.example.evil.com/', false],
    [[SHOP], 'https://api.shop.example@evil.com/', false],
    [[SHOP], 'https://api.shop.example:8443/', false],
    [[SHOP], 'http://api.shop.example/', false],
    [[`${SHOP}:84`], `${SHOP}:8443/`, false],
    [[`${SHOP}:8443`], `${SHOP}:8443/x`, true],
    [[`${SHOP}/`], `${SHOP}/x`, true],
    [[`${SHOP}/v1/or`], `${SHOP}/v1/orders`, true],
    [[`${SHOP}/v1//or`], `${SHOP}/v1//orders`, true],
    [['https://'], `${SHOP}/`, true],
    [['', 'x'], `${SHOP}/`, true],
    [['https://other.example', /shop\.example\/v\d/], `${SHOP}/v2`, true],
    [[/shop\.example\/v\d/], `${SHOP}/x`, false],
  ])('%p has %s: %p', (list, url, isIn) => {
    expect(matches(list, url)).toBe(isIn);
  });

  test.each([/shop/g, /shop/y, /^https/y])('%p says the same each time', (pattern) => {
    const isIn = matches([pattern], SHOP);
    expect([1, 2, 3].map(() => matches([pattern], SHOP))).toEqual([isIn, isIn, isIn]);
    expect(pattern.lastIndex).toBe(0);
  });
});
