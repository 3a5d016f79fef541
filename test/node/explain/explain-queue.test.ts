import { expect, test } from '@jest/globals';
import { createExplainQueue } from '../../../src/node/explain/explain-queue.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A queue whose clock and tasks do what they are told. */
const created = () => {
  let now = 0;
  const running: { readonly task: string; readonly end: () => void; readonly fail: () => void }[] = [];
  const begun: string[] = [];
  const queue = createExplainQueue<string>(
    () => now,
    (task) =>
      new Promise((resolve, reject) => {
        begun.push(task);
        running.push({ task, end: resolve, fail: () => reject(new Error(task)) });
      }),
  );
  return {
    begun,
    running,
    /** How many of these are taken, at a time. */
    ask: (atMillis: number, kinds: readonly string[]): readonly string[] => {
      now = atMillis;
      return kinds.filter((kind) => {
        if (!queue.mayAsk(kind)) return false;
        queue.add(kind);
        return true;
      });
    },
    /** Lets all that waits end. */
    drain: async (): Promise<void> => {
      for (let i = 0; i < 100; i++) {
        running.shift()?.end();
        await Promise.resolve();
      }
    },
  };
};

const kinds = (from: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `kind ${from + i}`);
const settled = (): Promise<void> => new Promise(setImmediate);

test('ten a minute', async () => {
  const { ask, drain } = created();
  expect(ask(0, kinds(0, 15))).toEqual(kinds(0, 10));
  await drain();
  expect(ask(MINUTE - 1, kinds(20, 1))).toEqual([]);
  expect(ask(MINUTE, kinds(20, 15))).toEqual(kinds(20, 10));
});

test('one kind once an hour, and what was turned away may come again', async () => {
  const { ask, drain } = created();
  expect(ask(0, ['a', 'a', 'b'])).toEqual(['a', 'b']);
  await drain();
  expect(ask(HOUR - 1, ['a', 'b', 'c'])).toEqual(['c']);
  await drain();
  expect(ask(HOUR, ['a', 'b', 'c'])).toEqual(['a', 'b']);
});

test('one after the other, in their order, whether the one before failed or not', async () => {
  const { ask, begun, running } = created();
  ask(0, ['a', 'b', 'c']);
  await settled();
  expect(begun).toEqual(['a']);
  running[0]?.fail();
  await settled();
  expect(begun).toEqual(['a', 'b']);
  running[1]?.end();
  await settled();
  expect(begun).toEqual(['a', 'b', 'c']);
});

test('no more than ten wait, however many minutes a database takes', async () => {
  const { ask, running, begun } = created();
  expect(ask(0, kinds(0, 10))).toHaveLength(10);
  expect(ask(5 * MINUTE, kinds(10, 10))).toEqual([]);
  await settled();
  expect(begun).toEqual(['kind 0']);
  running[0]?.end();
  await settled();
  expect(ask(6 * MINUTE, kinds(20, 10))).toEqual(['kind 20']);
});
