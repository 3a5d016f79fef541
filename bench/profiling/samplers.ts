import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import type { Profile } from '../../src/core/profiling/profile.ts';
import { createContinuous } from '../../src/node/profiling/continuous.ts';
import type { CpuEngine } from '../../src/node/profiling/cpu-engine.ts';
import { createDatadogCpu } from '../../src/node/profiling/datadog-cpu.ts';
import { createDatadogHeap } from '../../src/node/profiling/datadog-heap.ts';
import { createHeapEngine, type HeapEngine } from '../../src/node/profiling/heap-engine.ts';
import { createInspectorCpu } from '../../src/node/profiling/inspector-cpu.ts';
import { encodePprof } from '../../src/sdk/profiling/encode-pprof.ts';

/** One way to take samples, or what it would take to label them. */
export interface Sampler {
  start(): void;
  /** Ends it, with what it has taken encoded and compressed. */
  stop(): void;
}

/** Default of `BINNACLE_PROFILING_HEAP_INTERVAL`. */
const HEAP_INTERVAL_BYTES = 2_097_152;
/** Default of `BINNACLE_PROFILING_PERIOD`. */
export const PERIOD_MILLIS = 60_000;
/** Default of `BINNACLE_PROFILING_WINDOW`. */
export const WINDOW_MILLIS = 10_000;

const compress = promisify(gzip);

const present = <T>(engine: T | undefined): T => {
  if (!engine) throw new Error('@datadog/pprof is not there');
  return engine;
};
const datadogCpu = (intervalMicros: number): CpuEngine =>
  present(createDatadogCpu(intervalMicros, WINDOW_MILLIS));
const datadogHeap = (): HeapEngine => present(createDatadogHeap(HEAP_INTERVAL_BYTES));
const inspectorHeap = (): HeapEngine => createHeapEngine(HEAP_INTERVAL_BYTES);

const cpu = (engine: CpuEngine): Sampler => ({
  start: engine.start,
  stop: () => void gzipSync(encodePprof(engine.stop())),
});

const heap = (engine: HeapEngine): Sampler => ({
  start: () => engine.start(),
  stop: () => {
    gzipSync(encodePprof(engine.read()));
    engine.stop();
  },
});

/** Labels without `@datadog/pprof`: every callback looks up its request. */
const asyncHooks = (): Sampler => {
  const request = new AsyncLocalStorage<object>();
  const seen = { current: undefined as object | undefined };
  const hook = createHook({
    before: () => {
      seen.current = request.getStore();
    },
  });
  return { start: () => void hook.enable(), stop: () => void hook.disable() };
};

const none = (): Sampler => ({ start: () => {}, stop: () => {} });

/** As it is shipped: the heap sampled all the time, the CPU in a window of each period. */
const shipped = (cpuEngine: CpuEngine, heapEngine: HeapEngine): Sampler => {
  let written = 0;
  // Thrown away when it is compressed: where it goes is not what is measured.
  const write = async ({ profile }: { readonly profile: Profile }): Promise<void> => {
    await compress(encodePprof(profile));
    written++;
  };
  let stop = (): void => {};
  return {
    start: () => {
      heapEngine.start();
      ({ stop } = createContinuous({
        cpu: cpuEngine,
        heap: heapEngine,
        periodMillis: PERIOD_MILLIS,
        windowMillis: WINDOW_MILLIS,
        isBusy: () => false,
        finish: (kind, profile) => ({
          profile,
          name: { service: 'bench', kind, timeMillis: 0, writer: '0' },
        }),
        outputs: { write, writeAtEnd: write, writeNow: () => {} },
      }));
    },
    stop: () => {
      stop();
      heapEngine.stop();
      if (written === 0) throw new Error('no profile was written in this period');
    },
  };
};

type Samplers = Readonly<Record<string, (intervalMicros: number) => Sampler>>;

/** Each alone, for as long as it takes samples. By name, as `npm run bench:profiling` shows them. */
export const SAMPLERS = {
  none,
  'CPU by the inspector': (micros) => cpu(createInspectorCpu(micros)),
  'CPU by @datadog/pprof': (micros) => cpu(datadogCpu(micros)),
  'heap by the inspector': () => heap(inspectorHeap()),
  'heap by @datadog/pprof': () => heap(datadogHeap()),
  async_hooks: asyncHooks,
} satisfies Samplers;

/** What a service has, for whole periods. */
export const SHIPPED = {
  none,
  'with @datadog/pprof': (micros) => shipped(datadogCpu(micros), datadogHeap()),
  'without it': (micros) => shipped(createInspectorCpu(micros), inspectorHeap()),
} satisfies Samplers;
