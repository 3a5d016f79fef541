import { expect, test } from '@jest/globals';
import { type Baggage, type BaggageEntry, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
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

test('the baggage of a transaction is one as any other, and asking for it changes nothing', () => {
  const before = withBaggage({ tenant: 'a', [NAME]: 'order' });
  const context = carrying(before, 'pay', ID_VALUE);
  const expected = propagation.createBaggage({
    tenant: { value: 'a' },
    [NAME]: { value: 'pay' },
    [ID]: { value: ID_VALUE },
  });
  const carried = propagation.getBaggage(context);
  const entriesOf = (baggage: Baggage | undefined) => baggage?.getAllEntries().sort();
  expect(entriesOf(carried)).toEqual(entriesOf(expected));
  const changes: readonly ((baggage: Baggage | undefined) => Baggage | undefined)[] = [
    (baggage) => baggage?.setEntry('tenant', { value: 'b' }),
    (baggage) => baggage?.removeEntry('tenant'),
    (baggage) => baggage?.removeEntries('tenant', NAME),
    (baggage) => baggage?.clear(),
  ];
  for (const change of changes) expect(entriesOf(change(carried))).toEqual(entriesOf(change(expected)));
  expect(entriesOf(carried)).toEqual(entriesOf(expected));
  expect(entriesOf(propagation.getBaggage(before))).toEqual(
    entriesOf(propagation.getBaggage(withBaggage({ tenant: 'a', [NAME]: 'order' }))),
  );
});

test('transactions within transactions, however many, keep no more than the innermost', () => {
  let context = withBaggage({ tenant: 'a' });
  for (let depth = 0; depth < 20_000; depth++) context = carrying(context, `step ${depth}`, ID_VALUE);
  expect(propagation.getBaggage(context)?.getAllEntries().sort()).toEqual([
    [ID, { value: ID_VALUE }],
    [NAME, { value: 'step 19999' }],
    ['tenant', { value: 'a' }],
  ]);
});
