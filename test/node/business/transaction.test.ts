import { expect, test } from '@jest/globals';
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
