import { createFrames, type Profile, type Sample } from '../../../src/core/profiling/profile.ts';

const NANOS_PER_TICK = 10_000_000;

/** A stack in words, the innermost function last: `main>handle>burn`, how often it was seen, and its labels. */
export type Seen = readonly [stack: string, count: number, labels?: Readonly<Record<string, string>>];

/** A CPU profile with a sample every 10 ms. */
export const profileOf = (seen: readonly Seen[], durationMillis = 60_000): Profile => {
  const frameOf = createFrames();
  const samples = seen.map(([stack, count, labels = {}]): Sample => {
    const frames = stack.split('>').map((name, i) => frameOf(name, `src/${name}.js`, i + 1, 1));
    return { stack: frames.reverse(), values: [count, count * NANOS_PER_TICK], labels };
  });
  return {
    types: [
      { type: 'samples', unit: 'count' },
      { type: 'cpu', unit: 'nanoseconds' },
    ],
    samples,
    periodType: { type: 'cpu', unit: 'nanoseconds' },
    period: NANOS_PER_TICK,
    timeMillis: 1_760_000_000_000,
    durationMillis,
  };
};

/** The same numbers in each run. */
export const createTestRandom = (seed = 1): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
};
