import { afterEach, expect, jest, test } from '@jest/globals';
import { type DiagLogger, diag } from '@opentelemetry/api';
import { resolveOptions } from '../../../src/node/business/transaction-options.ts';

const DAY = 86_400_000;

afterEach(() => diag.disable());

test.each([
  [undefined, DAY],
  [0, 0],
  [30 * DAY, 30 * DAY],
  [3_650 * DAY, 3_650 * DAY],
  [Number.POSITIVE_INFINITY, 3_650 * DAY],
  [-1, DAY],
  [Number.NaN, DAY],
  ['5m' as unknown as number, DAY],
])('a timeout of %p', (timeout, millis) => {
  const warn = jest.fn();
  diag.setLogger({ warn } as unknown as DiagLogger);
  expect(resolveOptions('delivery', timeout === undefined ? {} : { timeout }).timeoutMillis).toBe(millis);
  expect(warn).not.toHaveBeenCalled();
});

test('a timeout that no store could keep is the longest that one can, which is said once', () => {
  const warn = jest.fn();
  diag.setLogger({ warn } as unknown as DiagLogger);
  const resolved = [4e11, 1e300].map((timeout) => resolveOptions('delivery', { timeout }));
  expect(resolved.map(({ timeoutMillis }) => timeoutMillis)).toEqual([3_650 * DAY, 3_650 * DAY]);
  expect(warn.mock.calls).toEqual([
    [
      'a timeout of a business transaction is 400000000000 ms; expected at most 315360000000 (ten years), which is used',
    ],
  ]);
});
