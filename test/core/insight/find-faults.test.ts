import { describe, expect, test } from '@jest/globals';
import { generateRequests, MADE_FAULTS, scoreOf } from '../../../bench/insight/generate-requests.ts';
import { findFaults } from '../../../src/core/insight/find-faults.ts';
import type { Operation } from '../../../src/core/insight/operation.ts';

const operation = (startMillis: number, rest: Partial<Operation> = {}): Operation => ({
  system: 'postgresql',
  statement: 'SELECT * FROM users WHERE id = $?',
  given: 'SELECT * FROM users WHERE id = $1',
  summary: 'SELECT users',
  startMillis,
  endMillis: startMillis + 10,
  hasFailed: false,
  ...rest,
});
const list = operation(0, {
  statement: 'SELECT * FROM orders WHERE owner = $?',
  given: 'list',
  summary: 'SELECT orders',
});
const loop = (count: number, rest: Partial<Operation> = {}): readonly Operation[] =>
  Array.from({ length: count }, (_, index) => operation(20 + index * 12, rest));

test.each(MADE_FAULTS.flatMap((fault) => [1, 2, 3].map((seed) => [fault, seed] as const)))(
  'tells %s from what looks like it, seed %i',
  (fault, seed) => {
    const { precision, recall, wrong } = scoreOf(generateRequests(2_000, seed, fault));
    expect({ wrong, isPrecise: precision >= 0.99, findsAll: recall >= 0.99 }).toEqual({
      wrong: {},
      isPrecise: true,
      findsAll: true,
    });
  },
);

describe('N+1', () => {
  test.each<[what: string, operations: readonly Operation[], count: number | undefined]>([
    ['five behind a list', [list, ...loop(5)], 5],
    ['each in a span of the same name', [list, ...loop(5, { parent: 'UserLoader.load' })], 5],
    [
      'each in a span with the item in its name',
      [list, ...loop(5).map((one, index) => ({ ...one, parent: `load user ${index}` }))],
      5,
    ],
    [
      'each in a step of its own',
      [list, ...loop(5).map((one, index) => ({ ...one, parent: `step ${'abcde'.charAt(index)}` }))],
      undefined,
    ],
    [
      'of two steps the one that has a loop',
      [list, ...loop(9).map((one, index) => ({ ...one, parent: index < 6 ? 'ship' : 'price' }))],
      6,
    ],
    ['in any order', [...loop(5), list].toReversed(), 5],
    ['four', [list, ...loop(4)], undefined],
    [
      'less than 50 ms',
      [list, ...loop(5).map((one) => ({ ...one, endMillis: one.startMillis + 9 }))],
      undefined,
    ],
    ['no list', loop(9), undefined],
    ['a list that failed', [{ ...list, hasFailed: true }, ...loop(9)], undefined],
    ['writes', [list, ...loop(9, { statement: 'UPDATE users SET a = $?' })], undefined],
  ])('%s', (_, operations, count) => {
    const found = findFaults(operations).find(({ kind }) => kind === 'n_plus_one');
    expect(found?.count).toBe(count);
    if (count !== undefined) expect(found?.source?.summary).toBe('SELECT orders');
  });
});

test('what takes most time comes first', () => {
  const slow = Array.from({ length: 6 }, (_, index) =>
    operation(500 + index * 60, { statement: 'SELECT b WHERE id = $?', endMillis: 550 + index * 60 }),
  );
  expect(findFaults([list, ...loop(6), ...slow]).map(({ operation: { statement } }) => statement)).toEqual([
    'SELECT b WHERE id = $?',
    'SELECT * FROM users WHERE id = $?',
  ]);
});

test('looks at no more than the start of a long statement', () => {
  const statement = `SELECT ${'< ? '.repeat(1_000_000)}`;
  expect(findFaults([list, ...loop(6, { statement })])[0]?.kind).toBe('n_plus_one');
});
