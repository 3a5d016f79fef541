import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import type { Profile } from '../../src/core/profiling/profile.ts';
import { createDatadogCpu } from '../../src/node/profiling/datadog-cpu.ts';
import { createHeapEngine } from '../../src/node/profiling/heap-engine.ts';
import { createInspectorCpu } from '../../src/node/profiling/inspector-cpu.ts';

/** One way to take samples, or what it would take to label them. */
export interface Sampler {
  start(): void;
  /** What a period ends with. */
  take(): readonly Profile[];
  stop(): void;
}

/** Default of `BINNACLE_PROFILING_HEAP_INTERVAL`. */
const HEAP_INTERVAL_BYTES = 2_097_152;
/** Default of `BINNACLE_PROFILING_PERIOD`. */
const PERIOD_MILLIS = 60_000;

const listOf = (profile: Profile | undefined): readonly Profile[] => (profile ? [profile] : []);

const cpu = (create: () => ReturnType<typeof createDatadogCpu>): Sampler => {
  const engine = create();
  if (!engine) throw new Error('@datadog/pprof is not there');
  return { start: engine.start, take: () => listOf(engine.take()), stop: () => void engine.stop() };
};

const heap = (): Sampler => {
  const engine = createHeapEngine(HEAP_INTERVAL_BYTES);
  return { start: engine.start, take: () => listOf(engine.read()), stop: engine.stop };
};

/** As it is shipped: both, in the order in which they are begun, with the CPU engine that is there. */
const both = (micros: number): Sampler => {
  const samplers = [heap(), cpu(() => createDatadogCpu(micros, PERIOD_MILLIS) ?? createInspectorCpu(micros))];
  return {
    start: () => {
      for (const sampler of samplers) sampler.start();
    },
    take: () => samplers.flatMap((sampler) => sampler.take()),
    stop: () => {
      for (const sampler of samplers) sampler.stop();
    },
  };
};

/** Labels without `@datadog/pprof`: every callback looks up its request. */
const asyncHooks = (): Sampler => {
  const request = new AsyncLocalStorage<object>();
  const seen = { current: undefined as object | undefined };
  const hook = createHook({
    before: () => {
      seen.current = request.getStore();
    },
  });
  return { start: () => void hook.enable(), take: () => [], stop: () => void hook.disable() };
};

/** By name, as `npm run bench:profiling` shows them. */
export const SAMPLERS: Readonly<Record<string, (intervalMicros: number) => Sampler>> = {
  none: () => ({ start: () => {}, take: () => [], stop: () => {} }),
  default: both,
  inspector: (micros) => cpu(() => createInspectorCpu(micros)),
  datadog: (micros) => cpu(() => createDatadogCpu(micros, PERIOD_MILLIS)),
  heap,
  async_hooks: asyncHooks,
};
