import type { Attributes, HrTime } from '@opentelemetry/api';
import { millisToHrTime } from '@opentelemetry/core';
import type { AggregationTemporality, InstrumentType } from '@opentelemetry/sdk-metrics';

// The SDK counts the series of an instrument anew after each collection, so that a running total has as many more
// each time, and it tells nobody. This works on the storages of the SDK; their names are its own, the version is
// pinned, and tests look at what comes out.

interface Accumulation {
  record(value: number): void;
}
interface Series {
  readonly size: number;
  _hash(attributes: Attributes): string;
  get(attributes: Attributes, hash?: string): Accumulation | undefined;
  has(attributes: Attributes, hash?: string): boolean;
  set(attributes: Attributes, accumulation: Accumulation, hash?: string): void;
}
interface Observations {
  entries(): Iterable<readonly [attributes: Attributes, value: number, hash: string]>;
}
interface Sums {
  readonly _activeCollectionStorage: Series;
  readonly _cumulativeMemoStorage: Series;
  /** Without the series of the overflow. */
  readonly _cardinalityLimit: number;
  readonly _overflowAttributes: Attributes;
  readonly _aggregator: { createAccumulation(start: HrTime): Accumulation | undefined };
  record(value: number, attributes: Attributes, time: number): void;
  batchCumulate(observations: Observations, time: unknown): void;
}
interface Collector {
  selectAggregationTemporality(type: InstrumentType): AggregationTemporality;
}
interface Storage {
  readonly _backingStorages?: readonly Storage[];
  readonly _instrumentDescriptor?: { readonly name: string; readonly type: InstrumentType };
  readonly _deltaMetricStorage?: Sums;
  readonly _temporalMetricStorage?: { readonly _unreportedAccumulations?: ReadonlyMap<Collector, unknown> };
}

/** `AggregationTemporality.CUMULATIVE`, which is an enum of the SDK. */
const CUMULATIVE = 1;

/** Told of each measurement that is counted in the series of the overflow, with how many of a reader were before. */
export type OnOverflow = (metric: string, ofReader: number) => void;

const storagesOf = (instrument: object): readonly Storage[] => {
  const { _writableMetricStorage, _metricStorages = [] } = instrument as {
    readonly _writableMetricStorage?: Storage;
    readonly _metricStorages?: readonly Storage[];
  };
  const all = _writableMetricStorage ? [_writableMetricStorage] : _metricStorages;
  return all.flatMap((storage) => storage._backingStorages ?? [storage]);
};

const isCumulative = ({ _temporalMetricStorage, _instrumentDescriptor }: Storage): boolean => {
  const collectors = [...(_temporalMetricStorage?._unreportedAccumulations?.keys() ?? [])];
  const type = _instrumentDescriptor?.type;
  return (
    type !== undefined &&
    collectors.some((collector) => collector.selectAggregationTemporality(type) === CUMULATIVE)
  );
};

const limitStorage = (storage: Storage, sums: Sums, name: string, onOverflow: OnOverflow): void => {
  /** Of a running total all series so far; otherwise those since the last collection count. */
  const known = isCumulative(storage) ? new Set<string>() : undefined;
  let overflowed = 0;

  const hasRoom = (active: Series, hash: string): boolean => {
    if (!known) return active.size - Number(active.has(sums._overflowAttributes)) < sums._cardinalityLimit;
    if (known.has(hash)) return true;
    if (known.size >= sums._cardinalityLimit) return false;
    known.add(hash);
    return true;
  };
  const begin = (active: Series, attributes: Attributes, time: number): Accumulation | undefined => {
    const accumulation = sums._aggregator.createAccumulation(millisToHrTime(time));
    if (accumulation) active.set(attributes, accumulation);
    return accumulation;
  };
  sums.record = (value, attributes, time) => {
    const active = sums._activeCollectionStorage;
    const hash = active._hash(attributes);
    const found = active.get(attributes, hash);
    if (found) return found.record(value);
    if (hasRoom(active, hash)) return begin(active, attributes, time)?.record(value);
    onOverflow(name, ++overflowed);
    const overflow = sums._overflowAttributes;
    (active.get(overflow) ?? begin(active, overflow, time))?.record(value);
  };
  const { batchCumulate } = sums;
  // The SDK keeps what was observed for as long as the process lives, within the limit.
  sums.batchCumulate = (observations, time) => {
    const memo = sums._cumulativeMemoStorage;
    let room = sums._cardinalityLimit - memo.size;
    for (const [attributes, , hash] of observations.entries())
      if (!memo.has(attributes, hash) && --room < 0) onOverflow(name, ++overflowed);
    batchCumulate.call(sums, observations, time);
  };
};

const limited = new WeakSet<Storage>();

/** Keeps an instrument of the SDK within its limit of series, and tells what is beyond. */
export const limitSeries = (instrument: object, onOverflow: OnOverflow): void => {
  for (const storage of storagesOf(instrument)) {
    const { _deltaMetricStorage: sums, _instrumentDescriptor: descriptor } = storage;
    const isKnown = typeof sums?._activeCollectionStorage?._hash === 'function' && descriptor !== undefined;
    if (!isKnown || limited.has(storage)) continue;
    // What a view drops has no series.
    if (!sums._aggregator.createAccumulation([0, 0])) continue;
    limited.add(storage);
    limitStorage(storage, sums, descriptor.name, onOverflow);
  }
};
