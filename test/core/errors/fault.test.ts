import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { describeFault, type Fault } from '../../../src/core/errors/fault.ts';

class PaymentError extends Error {}
const named = Object.assign(new Error('late'), { name: 'TimeoutError', code: 'ETIMEDOUT' });
const cyclic = new Error('round') as Error & { cause?: unknown };
cyclic.cause = cyclic;
const hostile = new Proxy(new Error('x'), {
  get: () => {
    throw new Error('never');
  },
});

const depthOf = ({ cause }: Fault): number => (cause ? 1 + depthOf(cause) : 0);

test.each<[what: string, thrown: unknown, expected: Partial<Fault>]>([
  ['a class without a name of its own', new PaymentError('no'), { type: 'PaymentError', message: 'no' }],
  ['a name and a code', named, { type: 'TimeoutError', message: 'late', code: 'ETIMEDOUT' }],
  ['a code that is a number', Object.assign(new Error('x'), { code: 14 }), { type: 'Error', code: '14' }],
  [
    'an error of another realm',
    runInNewContext('new TypeError("far")'),
    { type: 'TypeError', message: 'far' },
  ],
  [
    'a cause',
    new Error('a', { cause: new TypeError('b') }),
    { cause: expect.objectContaining({ type: 'TypeError' }) as never },
  ],
  [
    'several at once',
    new AggregateError([new RangeError('r')], 'all'),
    { type: 'AggregateError', cause: expect.objectContaining({ type: 'RangeError' }) as never },
  ],
  ['a text', 'out of stock', { type: 'string', message: 'out of stock' }],
  ['null', null, { type: 'null', message: 'null' }],
  ['undefined', undefined, { type: 'undefined' }],
  ['a symbol', Symbol('secret'), { type: 'symbol', message: 'symbol' }],
  ['an object', { message: 'plain' }, { type: 'Object', message: 'plain' }],
  ['an object without a prototype', Object.create(null), { type: 'Error', message: '' }],
  ['getters that throw', hostile, { message: '' }],
])('describes %s', (_, thrown, expected) => {
  expect(describeFault(thrown)).toMatchObject(expected);
});

test('ends a chain that has no end', () => {
  expect(depthOf(describeFault(cyclic))).toBe(4);
});

test('bounds what it takes', () => {
  expect(describeFault(new Error('x'.repeat(10_000_000))).message).toHaveLength(16_384);
});
