import { expect, test } from '@jest/globals';
import { type BaggageEntry, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { carriedIn, carrying, ID, NAME } from '../../../src/node/business/carried.ts';

const ID_VALUE = '4bf92f3577b34da6a3ce929d0e0e4736';

const withBaggage = (entries: Readonly<Record<string, string>>) =>
  propagation.setBaggage(
    ROOT_CONTEXT,
    propagation.createBaggage(
      Object.fromEntries(
        Object.entries(entries).map(([key, value]): [string, BaggageEntry] => [key, { value }]),
      ),
    ),
  );

test.each([
  ['a name and an id', { [NAME]: 'checkout', [ID]: ID_VALUE }, { [NAME]: 'checkout', [ID]: ID_VALUE }],
  [
    'the id of another distribution',
    { [NAME]: 'checkout', [ID]: 'a-1' },
    { [NAME]: 'checkout', [ID]: 'a-1' },
  ],
  ['no id', { [NAME]: 'checkout' }, undefined],
  ['an id with an end of a line', { [NAME]: 'checkout', [ID]: '\u0000\r\n' }, undefined],
  ['a name with an escape', { [NAME]: '\u001b[31m', [ID]: ID_VALUE }, undefined],
  ['an empty name', { [NAME]: '', [ID]: ID_VALUE }, undefined],
  ['a long name', { [NAME]: 'x'.repeat(129), [ID]: ID_VALUE }, undefined],
  ['something else', { tenant: 'a' }, undefined],
])('baggage that has %s', (_, entries, expected) => {
  const context = withBaggage(entries);
  expect(carriedIn(context)).toEqual(expected);
  expect(carriedIn(context)).toEqual(expected);
});

test('all spans of a request share what was read', () => {
  const context = withBaggage({ [NAME]: 'checkout', [ID]: ID_VALUE });
  expect(carriedIn(context)).toBe(carriedIn(context));
});

test('a baggage that nobody can change is read each time', () => {
  const baggage = Object.freeze(propagation.createBaggage({ [NAME]: { value: 'a' }, [ID]: { value: 'b' } }));
  const context = propagation.setBaggage(ROOT_CONTEXT, baggage);
  expect(carriedIn(context)).toEqual({ [NAME]: 'a', [ID]: 'b' });
});

test('a transaction within another replaces it, and keeps what else there is', () => {
  const outer = carrying(withBaggage({ tenant: 'a' }), 'order', 'a'.repeat(32));
  const inner = carrying(outer, 'pay', 'b'.repeat(32));
  expect(carriedIn(inner)).toEqual({ [NAME]: 'pay', [ID]: 'b'.repeat(32) });
  expect(carriedIn(outer)?.[NAME]).toBe('order');
  expect(propagation.getBaggage(inner)?.getEntry('tenant')?.value).toBe('a');
});
