import { expect, test } from '@jest/globals';
import {
  createUsualDuration,
  learnDuration,
  unusualFromMillis,
} from '../../../src/core/insight/usual-duration.ts';
import { createRandom } from '../random.ts';

/** Durations around a median, most within a factor of two. */
const learn = (medianMillis: number, count: number, usual = createUsualDuration(), seed = 1) => {
  const random = createRandom(seed);
  let unusual = 0;
  for (let i = 0; i < count; i++) {
    const gaussian = random() + random() + random() + random() - 2;
    const millis = medianMillis * 2 ** (gaussian * 1.5);
    if (millis >= unusualFromMillis(usual)) unusual++;
    learnDuration(usual, millis);
  }
  return { usual, unusual };
};

test('before fifty nothing is unusual', () => {
  expect(unusualFromMillis(learn(10, 49).usual)).toBe(Number.POSITIVE_INFINITY);
  expect(unusualFromMillis(learn(10, 50).usual)).toBeLessThan(100);
});

test.each([1, 2, 3])('of 100,000 that are as always at most a few are unusual, seed %i', (seed) => {
  expect(learn(10, 100_000, createUsualDuration(), seed).unusual).toBeLessThan(20);
});

test('what is at least four times as long is, and what is twice as long is not', () => {
  const limit = unusualFromMillis(learn(10, 1_000).usual);
  expect(limit).toBeGreaterThan(40);
  expect(limit).toBeLessThan(100);
});

test('a few outliers do not move the limit, and what is slower for good becomes usual', () => {
  const { usual } = learn(10, 1_000);
  const before = unusualFromMillis(usual);
  for (let i = 0; i < 3; i++) learnDuration(usual, 60_000);
  expect(unusualFromMillis(usual)).toBeLessThan(before * 2);
  learn(200, 2_000, usual);
  expect(unusualFromMillis(usual)).toBeGreaterThan(400);
});
