import { afterEach, describe, expect, test } from '@jest/globals';
import { createHeapEngine, FINE_INTERVAL_BYTES } from '../../../src/node/profiling/heap-engine.ts';

const MIB = 1_048_576;

let stop = (): void => {};
afterEach(() => stop());

const engineOf = (intervalBytes: number) => {
  const engine = createHeapEngine(intervalBytes);
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
