import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { context, type Span } from '@opentelemetry/api';
import { resolveSettings } from '../../../src/core/settings/index.ts';
import { startBusiness } from '../../../src/node/business/business.ts';
import { startTransaction, transaction } from '../../../src/node/business/transaction.ts';

test('a transaction needs no options', () => {
  expect(transaction('checkout', ({ name }) => name)).toBe('checkout');
  expect(transaction('checkout', {}, ({ step }) => step('stock', () => 5))).toBe(5);
});

test.each([[undefined], [Symbol('checkout')], ['']])(
  'work runs whatever its transaction is called: %p',
  (name) => {
    expect(transaction(name as string, null as never, (own) => own.name)).toBe('unnamed');
    expect(startTransaction(name as string, null as never).name).toBe('unnamed');
  },
);

test('work that is none is said in words', () => {
  expect(() => transaction('checkout', {}, undefined as never)).toThrow(
    new TypeError('transaction("checkout", …): expected a function'),
  );
  expect(() => startTransaction('delivery').step('packed', 5 as never)).toThrow(
    new TypeError('step("packed", …): expected a function'),
  );
});

describe('switched off', () => {
  const holder = globalThis as { [key: symbol]: unknown };
  beforeAll(() => {
    const { settings } = resolveSettings({ BUSINESS_TRANSACTIONS_ENABLED: 'false' });
    const nobody = (): never => {
      throw new Error('nothing of it is asked for');
    };
    startBusiness(settings, nobody, nobody, nobody);
  });
  afterAll(() => {
    delete holder[Symbol.for('binnacle.business')];
  });

  test('work runs in the context that it is asked in, and what it answers and throws is the same', async () => {
    const outside = context.active();
    const seen: unknown[] = [];
    const note = (span?: Span): number => seen.push(context.active() === outside, span?.isRecording());
    transaction('checkout', { sla: 5, userId: 'u-1' }, ({ step }) => {
      note();
      step('stock', note);
    });
    expect(seen).toEqual([true, undefined, true, false]);
    expect(transaction('checkout', {}, () => 7)).toBe(7);
    const fault = new Error('declined');
    await expect(transaction('checkout', async () => Promise.reject(fault))).rejects.toBe(fault);
  });

  test('one that crosses functions ends once', async () => {
    const { id, kept, step, complete, fail } = startTransaction('delivery');
    expect(id).toMatch(/^[\da-f]{32}$/);
    expect(step('packed', () => 5)).toBe(5);
    expect([await kept, await complete(), await complete(), await fail(new Error('late'))]).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });
});
