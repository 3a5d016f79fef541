import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from '@jest/globals';
import { type AfterCollection, createAfterCollection } from '../../../src/node/profiling/after-collection.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

let asked: AfterCollection | undefined;
afterEach(() => asked?.stop());

/** Counts how often it was done. */
const ask = (mostMillis: number) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const state = { count: 0, done: promise };
  asked = createAfterCollection(() => {
    state.count++;
    resolve();
  }, mostMillis);
  asked.ask();
  return state;
};

test('what is asked for twice is done once, behind the next full collection', async () => {
  const state = ask(3_600_000);
  asked?.ask();
  collect();
  await state.done;
  expect(state.count).toBe(1);
  collect();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(state.count).toBe(1);
});

test('it is done without a collection where none is for long', async () => {
  const state = ask(10);
  await state.done;
  expect(state.count).toBe(1);
});

test('it is not done any more once it was stopped', async () => {
  const state = ask(10);
  asked?.stop();
  collect();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(state.count).toBe(0);
});
