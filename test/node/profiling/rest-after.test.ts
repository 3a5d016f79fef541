import { expect, test } from '@jest/globals';
import { createContinuous } from '../../../src/node/profiling/continuous.ts';
import type { HeapEngine } from '../../../src/node/profiling/heap-engine.ts';
import { createHeapReader } from '../../../src/node/profiling/heap-reader.ts';
import type { Finished } from '../../../src/node/profiling/outputs.ts';
import { createRestAfter } from '../../../src/node/profiling/rest-after.ts';
import { PROFILE, spin } from './made-profile.ts';

test('what takes long is done less often', () => {
  let clock = 1_000;
  const rest = createRestAfter(undefined, () => clock);
  const done: number[] = [];
  for (; clock < 800_000; clock += 1_000)
    if (rest.isDue())
      rest.run(() => {
        done.push(clock);
        clock += 250;
      });
  // 1,000 times 250 ms.
  expect(done.map((at) => Math.round((at - 1_000) / 1_000))).toEqual([0, 250, 501, 751]);
});

test('work that fails has cost as much, and its error is the caller’s', () => {
  let clock = 0;
  const rest = createRestAfter(undefined, () => clock);
  const fail = () => {
    clock += 100;
    throw new Error('no heap');
  };
  expect(() => rest.run(fail)).toThrow('no heap');
  expect(rest.isDue()).toBe(false);
  clock += 99_000;
  expect(rest.isDue()).toBe(false);
  clock += 1_000;
  expect(rest.isDue()).toBe(true);
});

test('a heap that takes long to read is not read in each period, nor with each flush, but at the end', async () => {
  const written: string[] = [];
  const { promise: fifthCpu, resolve } = Promise.withResolvers<void>();
  const write = async ({ name }: Finished): Promise<void> => {
    written.push(name.kind);
    if (written.filter((kind) => kind === 'cpu').length === 5) resolve();
  };
  const take = () => PROFILE;
  const heap: HeapEngine = {
    isOn: () => true,
    readsCollect: () => true,
    start: () => {},
    stop: () => {},
    read: () => {
      spin(100);
      return PROFILE;
    },
  };
  const continuous = createContinuous({
    cpu: { start: () => {}, take, stop: take },
    heap,
    // That of these tests may be large.
    reader: createHeapReader(heap, { warn: () => {}, usedBytes: () => 0 }),
    periodMillis: 20,
    windowMillis: 20,
    isBusy: () => false,
    finish: (kind, profile) => ({ profile, name: { service: 's', kind, timeMillis: 0, writer: '1' } }),
    outputs: { write, writeAtEnd: write, writeNow: () => {} },
  });
  try {
    await fifthCpu;
    expect(written.filter((kind) => kind === 'heap')).toHaveLength(1);
    // Not before there is anything to look at.
    spin(1_100);
    await continuous.flush(false);
    expect(written.filter((kind) => kind === 'heap')).toHaveLength(1);
    spin(1_100);
    await continuous.flush(true);
    expect(written.filter((kind) => kind === 'heap')).toHaveLength(2);
  } finally {
    continuous.stop();
  }
});

test('a heap whose reads stop nothing is read in each period', async () => {
  let heaps = 0;
  const { promise: thirdHeap, resolve } = Promise.withResolvers<void>();
  const write = async ({ name }: Finished): Promise<void> => {
    if (name.kind === 'heap' && ++heaps === 3) resolve();
  };
  const take = () => PROFILE;
  const continuous = createContinuous({
    cpu: { start: () => {}, take, stop: take },
    heap: { isOn: () => true, readsCollect: () => false, start: () => {}, stop: () => {}, read: take },
    periodMillis: 20,
    windowMillis: 20,
    isBusy: () => false,
    finish: (kind, profile) => ({ profile, name: { service: 's', kind, timeMillis: 0, writer: '1' } }),
    outputs: { write, writeAtEnd: write, writeNow: () => {} },
  });
  await thirdHeap;
  continuous.stop();
  expect(heaps).toBe(3);
});
