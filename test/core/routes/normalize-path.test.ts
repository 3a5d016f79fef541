import { describe, expect, test } from '@jest/globals';
import { normalizePath } from '../../../src/core/routes/normalize-path.ts';

const CASES: readonly (readonly [string, string])[] = [
  ['/', '/'],
  ['', ''],
  ['/health', '/health'],
  ['/api/v2/users', '/api/v2/users'],
  ['/oauth2/token', '/oauth2/token'],
  ['/users/42', '/users/{id}'],
  ['/users/42/orders/7', '/users/{id}/orders/{id}'],
  ['/users/42/', '/users/{id}/'],
  ['/orders/550e8400-e29b-41d4-a716-446655440000', '/orders/{id}'],
  ['/objects/507f1f77bcf86cd799439011', '/objects/{id}'],
  ['/commits/deadbeef', '/commits/{id}'],
  ['/facade', '/facade'],
  ['/users/jo@example.com', '/users/{id}'],
  ['/users/jo%40example.com', '/users/{id}'],
  ['/search/caf%C3%A9', '/search/{id}'],
  ['/calendar/2026-11-21', '/calendar/{id}'],
  ['/geo/52.5200,13.4050', '/geo/{id}'],
  ['/releases/1.2.3', '/releases/{id}'],
  ['/products/SKU-12-A9', '/products/{id}'],
  ['/a/very-long-slug-of-an-article-that-somebody-wrote', '/a/{id}'],
  ['/assets/app.3f2a19bc.js', '/assets/{file}.js'],
  ['/favicon.ico', '/favicon.ico'],
  ['/a/b/c/d/e/f/g/h', '/a/b/c/d/e/f/g/h'],
  ['/a/b/c/d/e/f/g/h/i/j', '/a/b/c/d/e/f/g/h/*'],
  ['*', '{id}'],
];

describe('normalizePath', () => {
  test.each(CASES)('%s is %s', (path, expected) => expect(normalizePath(path)).toBe(expected));

  test.each(['1', 'a1', '.', '%', '-'])('a long path of %j is short afterwards', (piece) =>
    expect(normalizePath(`/${piece.repeat(100_000)}`).length).toBeLessThan(20),
  );
});
