import type { Attributes, Histogram } from '@opentelemetry/api';
import { CLEAN_ATTRIBUTES, type Cleaning } from './clean-attributes.ts';
import { instrumentOf } from './lazy-instrument.ts';

/** Records a value for a set of attributes that is always the same one. */
export type RecordValue = (value: number) => void;

interface Accumulation {
  record(value: number): void;
}
interface Active {
  get(attributes: Attributes): Accumulation | undefined;
}
/** The part of the SDK's storage of one reader that collects until the next export. */
interface Storage {
  readonly hasAttributeProcessor?: boolean;
  readonly _backingStorages?: readonly Storage[];
  readonly _deltaMetricStorage?: { readonly _activeCollectionStorage?: Active };
}

const storagesOf = (instrument: object): readonly Storage[] | undefined => {
  const { _writableMetricStorage: storage } = instrument as { readonly _writableMetricStorage?: Storage };
  if (!storage) return undefined;
  const all = storage._backingStorages ?? [storage];
  const isKnown = all.every(
    ({ hasAttributeProcessor, _deltaMetricStorage: delta }) =>
      !hasAttributeProcessor && typeof delta?._activeCollectionStorage?.get === 'function',
  );
  return isKnown && all.length > 0 ? all : undefined;
};

/**
 * Remembers where the SDK sums up the values of a set of attributes, because it sorts and writes out the attributes
 * of every single value to find that. After each export, and for whatever the SDK does not keep where it is looked
 * for, the instrument is asked as usual.
 *
 * @param given the instrument, or what stands for it
 * @param measure asks the instrument, with the attributes
 * @param min the least value that the instrument takes
 */
export const bindMeasure = (
  given: object,
  attributes: Attributes,
  measure: RecordValue,
  min: number,
): RecordValue => {
  const instrument = instrumentOf(given);
  const storages = storagesOf(instrument);
  if (!storages) return measure;
  const active: (Active | undefined)[] = storages.map(() => undefined);
  /** What the histogram makes of them. */
  let own: Attributes | undefined;
  let sums: readonly Accumulation[] | undefined;

  const isCurrent = (): boolean => {
    for (let i = 0; i < storages.length; i++)
      if (active[i] !== storages[i]?._deltaMetricStorage?._activeCollectionStorage) return false;
    return true;
  };
  return (value) => {
    if (sums && isCurrent() && value >= min) {
      for (const sum of sums) sum.record(value);
      return;
    }
    measure(value);
    const found: Accumulation[] = [];
    own ??= (instrument as Cleaning)[CLEAN_ATTRIBUTES]?.(attributes) ?? attributes;
    const key = own;
    storages.forEach((storage, i) => {
      active[i] = storage._deltaMetricStorage?._activeCollectionStorage;
      const sum = active[i]?.get(key);
      if (sum) found.push(sum);
    });
    // Over the limit of sets, the SDK counts into one for all that are too many.
    sums = found.length === storages.length ? found : undefined;
  };
};

/** The same for a histogram, whose values are not negative. */
export const bindHistogram = (histogram: Histogram, attributes: Attributes): RecordValue =>
  bindMeasure(histogram, attributes, (value) => histogram.record(value, attributes), 0);
