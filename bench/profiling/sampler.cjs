// One way to take samples, in the service of the bench: `SAMPLER` names it.
const { AsyncLocalStorage, createHook, executionAsyncResource } = require('node:async_hooks');

const intervalMicros = Number(process.env.SAMPLE_INTERVAL_MICROS ?? 10_000);
/** Profiles are taken out more often than by default, so that a short bench has some. */
const PERIOD_MILLIS = Number(process.env.PERIOD_MILLIS ?? 60_000);
const HEAP_INTERVAL_BYTES = 524_288;

const startInspector = (withHeap) => {
  const { Session } = require('node:inspector');
  const session = new Session();
  session.connect();
  const post = (method, params) =>
    new Promise((resolve, reject) =>
      session.post(method, params, (error, result) => (error ? reject(error) : resolve(result))),
    );
  if (withHeap) void post('HeapProfiler.startSampling', { samplingInterval: HEAP_INTERVAL_BYTES });
  else {
    void post('Profiler.enable');
    void post('Profiler.setSamplingInterval', { interval: intervalMicros });
    void post('Profiler.start');
  }
  setInterval(async () => {
    if (withHeap) JSON.stringify(await post('HeapProfiler.getSamplingProfile'));
    else {
      JSON.stringify(await post('Profiler.stop'));
      void post('Profiler.start');
    }
  }, PERIOD_MILLIS).unref();
};

const startDatadog = (withContexts) => {
  const { time } = require('@datadog/pprof');
  time.start({ intervalMicros, withContexts, useCPED: withContexts });
  setInterval(() => time.stop(true), PERIOD_MILLIS).unref();
};

const startDatadogHeap = () => {
  const { heap } = require('@datadog/pprof');
  heap.start(HEAP_INTERVAL_BYTES, 64);
  setInterval(() => heap.profile().encode(), PERIOD_MILLIS).unref();
};

/** What labels by `async_hooks` would cost, without a profiler. */
const startAsyncHooks = () => {
  const request = new AsyncLocalStorage();
  globalThis.current = undefined;
  createHook({
    before: () => {
      globalThis.current = executionAsyncResource() && request.getStore();
    },
  }).enable();
};

const SAMPLERS = {
  none: () => {},
  inspector: () => startInspector(false),
  'inspector heap': () => startInspector(true),
  datadog: () => startDatadog(false),
  'datadog with contexts': () => startDatadog(true),
  'datadog heap': () => startDatadogHeap(),
  async_hooks: startAsyncHooks,
};

const started = performance.now();
SAMPLERS[process.env.SAMPLER]();
globalThis.samplerStartMillis = performance.now() - started;
