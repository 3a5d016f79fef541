import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test } from '@jest/globals';
import { hotFunctions, totalOf } from '../../../src/core/profiling/hot-functions.ts';
import { createDatadogHeap } from '../../../src/node/profiling/datadog-heap.ts';
import {
  createHeapEngine,
  FINE_INTERVAL_BYTES,
  type HeapEngine,
} from '../../../src/node/profiling/heap-engine.ts';

const MIB = 1_048_576;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

let stop = (): void => {};
afterEach(() => stop());

/** How many full collections there are while it works. */
const collectionsOf = async (work: () => void): Promise<number> => {
  let count = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { detail } of list.getEntries() as unknown as readonly { detail: { kind: number } }[])
      if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) count++;
  });
  observer.observe({ entryTypes: ['gc'] });
  work();
  // Entries are told in the next turn of the event loop.
  await new Promise((resolve) => setTimeout(resolve, 20));
  observer.disconnect();
  return count;
};

const keepRows = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, id) => ({ id, name: `row ${id}`, tags: [id, id + 1] }));

const ENGINES: readonly {
  readonly name: string;
  readonly create: (intervalBytes: number) => HeapEngine | undefined;
  readonly collections: number;
}[] = [
  { name: 'the inspector', create: createHeapEngine, collections: 1 },
  { name: '@datadog/pprof', create: createDatadogHeap, collections: 0 },
];

describe.each(ENGINES)('with $name', ({ create, collections }) => {
  const engineOf = (intervalBytes: number): HeapEngine => {
    const engine = create(intervalBytes);
    if (!engine) throw new Error('the engine is not there');
    stop = engine.stop;
    return engine;
  };

  describe('one allocation is sampled', () => {
    test.each([
      ['in as many bytes as the settings say', 2 * MIB, undefined, 2 * MIB],
      ['in fewer, where that is asked for', 2 * MIB, FINE_INTERVAL_BYTES, FINE_INTERVAL_BYTES],
      ['in no more than the settings say, whatever is asked for', 16_384, FINE_INTERVAL_BYTES, 16_384],
    ])('%s', (_how, intervalBytes, asked, period) => {
      const engine = engineOf(intervalBytes);
      engine.start(asked);
      expect(engine.read().period).toBe(period);
    });

    test('in fewer bytes from when that is asked for on', () => {
      const engine = engineOf(2 * MIB);
      engine.start();
      engine.start(FINE_INTERVAL_BYTES);
      expect(engine.read().period).toBe(FINE_INTERVAL_BYTES);
      // Whoever asks for less does not begin it anew.
      engine.start();
      expect(engine.read().period).toBe(FINE_INTERVAL_BYTES);
    });
  });

  test('what lives is told with the function that allocated it, its file and how much it is', () => {
    const engine = engineOf(16_384);
    engine.start();
    const kept = keepRows(100_000);
    const profile = engine.read();
    const site = hotFunctions(profile, 1).find(({ name }) => name === 'keepRows');
    expect(site?.file).toMatch(/heap-engine\.test\.ts$/);
    expect(site?.line).toBeGreaterThan(0);
    // An object of three fields, an array and a text.
    expect(site?.total).toBeGreaterThan(60 * kept.length);
    expect(site?.total).toBeLessThan(400 * kept.length);
    // A sample for 16 KiB.
    expect(totalOf(profile, 0)).toBeGreaterThan(totalOf(profile, 1) / 16_384 / 3);
    expect(totalOf(profile, 0)).toBeLessThan((totalOf(profile, 1) / 16_384) * 3);
  });

  test('what was collected is in it no more', () => {
    const engine = engineOf(16_384);
    engine.start();
    keepRows(100_000);
    collect();
    const site = hotFunctions(engine.read(), 1).find(({ name }) => name === 'keepRows');
    expect(site?.total ?? 0).toBeLessThan(MIB);
  });

  test(`a read collects garbage ${collections} times, as it says`, async () => {
    const engine = engineOf(2 * MIB);
    engine.start();
    expect(engine.readsCollect()).toBe(collections > 0);
    expect(await collectionsOf(() => engine.read())).toBe(collections);
  });

  test('one that does not run has nothing to read, and may begin again', () => {
    const engine = engineOf(2 * MIB);
    expect(() => engine.read()).toThrow('does not run');
    engine.start();
    engine.stop();
    expect(engine.isOn()).toBe(false);
    engine.start();
    expect(engine.isOn()).toBe(true);
  });
});
