import { expect, test } from '@jest/globals';
import { createRouteLimiter, OTHER_ROUTE } from '../../../src/core/routes/route-limiter.ts';

test('those that come first stay, and what comes later is one', () => {
  const limit = createRouteLimiter(2);
  expect(['/a', '/b', '/c', '/a', '/d'].map(limit)).toEqual(['/a', '/b', OTHER_ROUTE, '/a', OTHER_ROUTE]);
});
