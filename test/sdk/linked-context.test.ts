import { expect, test } from '@jest/globals';
import { type Context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { LinkedContext } from '../../src/sdk/linked-context.ts';

const KEYS = Array.from({ length: 5 }, (_, i) => createContextKey(`key ${i}`));
const [A, B] = KEYS as [symbol, symbol];

test('has its values and those of the context before it, which stays as it was', () => {
  const before = ROOT_CONTEXT.setValue(A, 1);
  const linked = new LinkedContext(before, B, 2);
  expect([linked.getValue(A), linked.getValue(B)]).toEqual([1, 2]);
  const later = linked.setValue(A, 3).setValue(B, undefined);
  expect([later.getValue(A), later.getValue(B)]).toEqual([3, undefined]);
  expect([linked.getValue(A), linked.getValue(B), before.getValue(B)]).toEqual([1, 2, undefined]);
  expect(linked.deleteValue(A).getValue(A)).toBeUndefined();
});

test('after any number of changes it says what a map would', () => {
  const expected = new Map<symbol, unknown>();
  let linked: Context = new LinkedContext(ROOT_CONTEXT, A, 'first');
  expected.set(A, 'first');
  for (let i = 0; i < 500; i++) {
    const key = KEYS[(i * 7 + (i >> 3)) % KEYS.length] as symbol;
    if (i % 11 === 0) {
      linked = linked.deleteValue(key);
      expected.delete(key);
    } else {
      linked = linked.setValue(key, i);
      expected.set(key, i);
    }
    expect(KEYS.map((each) => linked.getValue(each))).toEqual(KEYS.map((each) => expected.get(each)));
  }
});
