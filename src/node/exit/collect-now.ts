import type { Attributes, HrTime } from '@opentelemetry/api';
import { millisToHrTime } from '@opentelemetry/core';
import type { MetricData, MetricProducer, ResourceMetrics, ScopeMetrics } from '@opentelemetry/sdk-metrics';

// The SDK collects in promises only, and at the end of a process no promise goes on. This reads the same storages
// in the same order. Their names are the SDK's own; the version is pinned, and a test compares both ways.

interface Storage {
  collect(collector: MetricProducer, time: HrTime): MetricData | undefined;
}
interface Observations {
  entries(): Iterable<readonly [Attributes, number]>;
}
interface Instrument {
  readonly _descriptor: { readonly valueType: number };
  readonly _metricStorages: readonly { record(observations: Observations, time: HrTime): void }[];
}
interface Observer {
  observe(value: number, attributes?: Attributes): void;
}
interface BatchObserver {
  observe(instrument: Instrument, value: number, attributes?: Attributes): void;
}
interface Meter {
  readonly _instrumentationScope: ScopeMetrics['scope'];
  readonly metricStorageRegistry: { getStorages(collector: MetricProducer): readonly Storage[] };
  readonly observableRegistry: {
    readonly _callbacks: readonly { callback(result: Observer): unknown; instrument: Instrument }[];
    readonly _batchCallbacks: readonly {
      callback(result: BatchObserver): unknown;
      instruments: ReadonlySet<Instrument>;
    }[];
  };
}
interface Collector {
  readonly _sharedState: {
    readonly resource: ResourceMetrics['resource'];
    readonly meterSharedStates: ReadonlyMap<string, Meter>;
  };
}

/** `ValueType.INT` of the API. */
const INT = 0;

/** What callbacks observed of one instrument: of the same attributes the last value. */
const createObservations = ({ _descriptor }: Instrument) => {
  const values = new Map<string, readonly [Attributes, number]>();
  return {
    observe: (value: number, attributes: Attributes = {}): void => {
      if (typeof value !== 'number' || Number.isNaN(value)) return;
      const whole = _descriptor.valueType === INT ? Math.trunc(value) : value;
      const key = JSON.stringify(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
      values.set(key, [attributes, whole]);
    },
    entries: () => values.values(),
  };
};

/** Of a callback that is asynchronous only what it observes at once; what it does afterwards is nobody's concern. */
const call = (callback: () => unknown): void => {
  try {
    const result = callback();
    if (result instanceof Promise) result.catch(() => {});
  } catch {
    // The instrument keeps the value that it had.
  }
};

const record = (instrument: Instrument, observations: Observations, time: HrTime): void => {
  for (const storage of instrument._metricStorages) storage.record(observations, time);
};

const observe = ({ observableRegistry }: Meter, time: HrTime): void => {
  for (const { callback, instrument } of observableRegistry._callbacks) {
    const observations = createObservations(instrument);
    call(() => callback(observations));
    record(instrument, observations, time);
  }
  for (const { callback, instruments } of observableRegistry._batchCallbacks) {
    const all = new Map([...instruments].map((each) => [each, createObservations(each)]));
    call(() => callback({ observe: (each, value, attributes) => all.get(each)?.observe(value, attributes) }));
    for (const [instrument, observations] of all) record(instrument, observations, time);
  }
};

/** What the SDK's `collect` would give, at once. */
export const collectNow = (producer: MetricProducer): ResourceMetrics => {
  const { resource, meterSharedStates } = (producer as unknown as Collector)._sharedState;
  const time = millisToHrTime(Date.now());
  const scopeMetrics = [...meterSharedStates.values()].flatMap((meter): ScopeMetrics[] => {
    observe(meter, time);
    const metrics = meter.metricStorageRegistry
      .getStorages(producer)
      .map((storage) => storage.collect(producer, time))
      .filter((data) => data !== undefined);
    return metrics.length > 0 ? [{ scope: meter._instrumentationScope, metrics }] : [];
  });
  return { resource, scopeMetrics };
};
