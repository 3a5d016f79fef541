import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { startLongTimer } from '../../../src/node/business/long-timer.ts';

const DAY = 86_400_000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test.each([0, 1, DAY, 2_147_483_647, 2_147_483_648, 30 * DAY, 365 * DAY])(
  'ends after %i ms, once',
  (millis) => {
    const done = jest.fn();
    startLongTimer(millis, done);
    if (millis > 0) jest.advanceTimersByTime(millis - 1);
    expect(done).toHaveBeenCalledTimes(0);
    jest.advanceTimersByTime(1);
    expect(done).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(30 * DAY);
    expect(done).toHaveBeenCalledTimes(1);
  },
);

test.each([1, 26])('can be stopped on day %i', (day) => {
  const done = jest.fn();
  const stop = startLongTimer(30 * DAY, done);
  jest.advanceTimersByTime(day * DAY);
  stop();
  expect(jest.getTimerCount()).toBe(0);
  jest.advanceTimersByTime(60 * DAY);
  expect(done).not.toHaveBeenCalled();
});
