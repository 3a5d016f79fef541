import { expect, test } from '@jest/globals';
import { createRate } from '../../../src/web/replay/rate.ts';

test('so many changes a second, then a rest', () => {
  const rate = createRate(10);
  expect([4, 6, 1].map((changes) => rate.restMillis(changes, 100_000))).toEqual([0, 0, 1_000]);
  expect(rate.restMillis(10, 102_000)).toBe(0);
  expect(rate.restMillis(10, 103_000)).toBe(0);
});

test('rests grow up to a minute, and are short again after peace', () => {
  const rate = createRate(10);
  let now = 100_000;
  const rests: number[] = [];
  for (let times = 0; times < 9; times++) {
    const rest = rate.restMillis(11, now);
    rests.push(rest);
    now += rest;
  }
  expect(rests).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(rate.restMillis(11, now + 120_001)).toBe(1_000);
});
