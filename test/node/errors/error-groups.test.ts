import { describe, expect, test } from '@jest/globals';
import { createErrorGroups } from '../../../src/node/errors/error-groups.ts';

const FINGERPRINT = 'binnacle.error.fingerprint';
const MINUTE_MILLIS = 60_000;

const create = (maxGroups: number) => {
  let full = 0;
  const groups = createErrorGroups(maxGroups, () => full++);
  const add = (fingerprint: string, nowMillis = 0, user?: string) =>
    groups.add(fingerprint, nowMillis, user, () => ({ 'error.type': `Type of ${fingerprint}` }));
  return { groups, add, told: () => full };
};

describe('groups of errors', () => {
  test('are counted apart up to the limit, the rest together', () => {
    const { groups, add, told } = create(2);
    const counted = ['a', 'b', 'a', 'c', 'd', 'c', 'a'].map((print) => add(print).counted[FINGERPRINT]);
    expect(counted).toEqual(['a', 'b', 'a', 'other', 'other', 'other', 'a']);
    expect([...groups.all()].map(({ count }) => count)).toEqual([3, 1, 3]);
    expect(groups.leftOut()).toBe(2);
    expect(told()).toBe(1);
  });

  test('that come late and often have places that no others take', () => {
    const { groups, add, told } = create(10);
    for (let i = 0; i < 5_000; i++) add(`once ${i}`);
    expect([...groups.all()].map(({ count }) => count)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 4_992]);
    const counted = Array.from({ length: 4 }, (_, i) => add('late', 7_000 + i).counted[FINGERPRINT]);
    expect(counted).toEqual(['other', 'other', 'late', 'late']);
    const late = [...groups.all()].at(-1);
    expect({ count: late?.count, first: late?.firstSeenSeconds }).toEqual({ count: 4, first: 7 });
    for (const name of ['later', 'too late']) for (let i = 0; i < 5; i++) add(name);
    const names = [...groups.all()].map(({ attributes }) => attributes[FINGERPRINT]);
    expect(names.slice(8)).toEqual(['other', 'late', 'later']);
    expect({ leftOut: groups.leftOut(), told: told() }).toEqual({ leftOut: 1_000, told: 1 });
  });

  test('that come often are remembered among those that come once', () => {
    const { add } = create(5);
    for (let i = 0; i < 20; i++) add(`before ${i}`);
    const counted: unknown[] = [];
    for (let i = 0; i < 3_000; i++) {
      add(`once ${i}`);
      if (i % 500 === 0) counted.push(add('fault').counted[FINGERPRINT]);
    }
    expect(counted).toEqual(['other', 'other', 'fault', 'fault', 'fault', 'fault']);
  });

  test('beyond the limit are told with what they are, and how often', () => {
    const { add } = create(1);
    add('a');
    expect([add('b'), add('c'), add('b')].map(({ own, count }) => ({ ...own, count }))).toEqual([
      { [FINGERPRINT]: 'b', 'error.type': 'Type of b', count: 1 },
      { [FINGERPRINT]: 'c', 'error.type': 'Type of c', count: 1 },
      { [FINGERPRINT]: 'b', 'error.type': 'Type of b', count: 2 },
    ]);
    expect(add('b').counted).toEqual({ [FINGERPRINT]: 'other', 'error.type': '_OTHER' });
  });

  test('up to the limit are none of the others', () => {
    const { groups, add, told } = create(2);
    for (const print of ['a', 'b', 'a']) add(print);
    expect({ leftOut: groups.leftOut(), told: told() }).toEqual({ leftOut: 0, told: 0 });
  });

  test('have ten records in a minute, those beyond the limit sixty together', () => {
    const { add } = create(1);
    const written = (prints: readonly string[], nowMillis: number): number =>
      prints.filter((print) => add(print, nowMillis).mayWrite(nowMillis)).length;
    const twenty = (print: string) => Array.from({ length: 20 }, () => print);
    expect(written(twenty('a'), 0)).toBe(10);
    expect(written(twenty('b'), 0)).toBe(10);
    // A new fault is told where another one floods.
    expect(written(['c'], 0)).toBe(1);
    expect(
      written(
        Array.from({ length: 200 }, (_, i) => `d${i}`),
        0,
      ),
    ).toBe(49);
    expect(written(twenty('a'), MINUTE_MILLIS)).toBe(10);
    expect(written(twenty('b'), MINUTE_MILLIS)).toBe(10);
  });

  test('take a bounded memory, whatever there is', () => {
    const { groups, add } = create(3);
    for (let i = 0; i < 100_000; i++) add(`print ${i}`, 0, `user ${i}`);
    const all = [...groups.all()];
    expect(all).toHaveLength(4);
    expect(Math.max(...all.map(({ users }) => users.size))).toBe(1_000);
    expect(groups.leftOut()).toBe(1_000);
    expect(all.at(-1)?.count).toBe(99_997);
  });
});
