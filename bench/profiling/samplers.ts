import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import type { Profile } from '../../src/core/profiling/profile.ts';
import { createDatadogCpu } from '../../src/node/profiling/datadog-cpu.ts';
import { createHeapEngine } from '../../src/node/profiling/heap-engine.ts';
import { createInspectorCpu } from '../../src/node/profiling/inspector-cpu.ts';

/** One way to take samples, or what it would take to label them. */
export interface Sampler {
  start(): void;
  /** What a period ends with; undefined where there is nothing to take. */
  take(): Profile | undefined;
  stop(): void;
}

const HEAP_INTERVAL_BYTES = 524_288;

const cpu = (create: () => ReturnType<typeof createDatadogCpu>): Sampler => {
  const engine = create();
  if (!engine) throw new Error('@datadog/pprof is not there');
  return { start: engine.start, take: engine.take, stop: () => void engine.stop() };
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
  return { start: () => void hook.enable(), take: () => undefined, stop: () => void hook.disable() };
};

/** By name, as `npm run bench:profiling` shows them. */
export const SAMPLERS: Readonly<Record<string, (intervalMicros: number) => Sampler>> = {
  none: () => ({ start: () => {}, take: () => undefined, stop: () => {} }),
  inspector: (micros) => cpu(() => createInspectorCpu(micros)),
  datadog: (micros) => cpu(() => createDatadogCpu(micros)),
  heap: () => {
    const heap = createHeapEngine(HEAP_INTERVAL_BYTES);
    return { start: heap.start, take: heap.read, stop: heap.stop };
  },
  async_hooks: asyncHooks,
};
