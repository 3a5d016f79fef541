import { expect, test } from '@jest/globals';
import { type GroupSize, impactOf } from '../../../src/core/errors/impact.ts';

const one: GroupSize = { errors: 1, unhandled: 0, users: 1, endpoints: 1 };

test.each<readonly [string, Partial<GroupSize>, number]>([
  ['one error', {}, 1],
  ['none', { errors: 0 }, 0],
  ['many', { errors: 100 }, 100],
  ['one that nobody caught', { unhandled: 1 }, 10],
  ['ten, one of which nobody caught', { errors: 10, unhandled: 1 }, 19],
  ['of five users', { errors: 5, users: 5 }, 25],
  ['of users that nobody knows', { errors: 5, users: 0 }, 5],
  ['of four endpoints', { errors: 5, endpoints: 4 }, 10],
  ['outside of requests', { errors: 5, endpoints: 0 }, 5],
])('%s', (_, size, impact) => expect(impactOf({ ...one, ...size })).toBe(impact));

test('of two groups the one with more of anything matters more', () => {
  const base: GroupSize = { errors: 20, unhandled: 2, users: 3, endpoints: 2 };
  for (const key of Object.keys(base) as (keyof GroupSize)[])
    expect(impactOf({ ...base, [key]: base[key] + 1 })).toBeGreaterThan(impactOf(base));
});
