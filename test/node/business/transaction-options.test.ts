import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { type DiagLogger, diag } from '@opentelemetry/api';
import { nameOf, resolveOptions } from '../../../src/node/business/transaction-options.ts';

const DAY = 86_400_000;

afterEach(() => diag.disable());

test.each([
  [undefined, DAY],
  [0, 0],
  [30 * DAY, 30 * DAY],
  [3_650 * DAY, 3_650 * DAY],
  [Number.POSITIVE_INFINITY, 3_650 * DAY],
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

describe('what is no option', () => {
  test.each<readonly [string, () => unknown]>([
    ['texts', () => ({ sla: '2s', timeout: '5m' })],
    ['no amounts', () => ({ sla: Number.NaN, timeout: -1 })],
    ['null', () => null],
    ['a number', () => 5],
    ['a text', () => '2s'],
    [
      'a getter that throws',
      () => ({
        get attributes() {
          throw new Error('from a getter');
        },
      }),
    ],
    ['other types', () => ({ userId: {}, organizationId: 7, attributes: 'x' })],
  ])('%s: it is left out, and the rest goes on', (_what, create) => {
    expect(resolveOptions('delivery', create())).toEqual({
      slaMillis: undefined,
      timeoutMillis: DAY,
      attributes: {},
    });
  });

  test('is said once of each, because nobody would notice', async () => {
    jest.resetModules();
    const fresh = await import('../../../src/node/business/transaction-options.ts');
    const warn = jest.fn();
    const { diag: freshDiag } = await import('@opentelemetry/api');
    freshDiag.setLogger({ warn } as unknown as DiagLogger);
    for (let i = 0; i < 3; i++) {
      fresh.resolveOptions('delivery', { sla: '2s', timeout: Number.NaN });
      fresh.nameOf(undefined);
    }
    expect(warn.mock.calls.flat()).toEqual([
      'the SLA of the business transaction "delivery" is "2s"; expected milliseconds, such as 2000; it is left out',
      'the timeout of the business transaction "delivery" is a number; expected milliseconds, such as 2000; it is left out',
      'a business transaction has no name: it is "unnamed"',
    ]);
    freshDiag.disable();
  });

  test.each([[undefined], [''], [Symbol('checkout')], [{}], [7]])('%p is no name', (name) => {
    expect(nameOf(name)).toBe('unnamed');
  });
});
