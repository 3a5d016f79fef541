import { expect, test } from '@jest/globals';
import { clockSkew, isSkewed } from '../../../../src/cli/commands/doctor/clock.ts';

const NOON = Date.UTC(2026, 0, 1, 12);
const date = (millis: number): string => new Date(millis).toUTCString();

test.each([
  ['the same time', 0, 20, 490, 510, false],
  ['a minute ahead', 60_000, 20, 60_490, 510, true],
  ['a minute behind', -60_000, 20, -59_510, 510, true],
  ['two seconds, and a slow answer that may explain them', 2_000, 4_000, 500, 2_500, false],
])('%s', (_what, ahead, took, skewMillis, uncertaintyMillis, skewed) => {
  const skew = clockSkew(date(NOON + ahead), NOON, NOON + took);
  expect(skew).toEqual({ skewMillis, uncertaintyMillis });
  expect(skew && isSkewed(skew)).toBe(skewed);
});

test.each([undefined, '', 'yesterday'])('no skew from %j', (header) => {
  expect(clockSkew(header, NOON, NOON)).toBeUndefined();
});
