import type { RecordValue } from '../bound-histogram.ts';
import { type Exemplar, exemplarOf, isDue } from './exemplar.ts';

/** Labels by their name for Prometheus, in the order of the definition. */
export type PrometheusLabels = readonly (readonly [string, string])[];

/** Texts, big integers and infinity would spoil a sum for good. */
export const isAmount = (value: unknown): value is number => Number.isFinite(value);

/** One sum or one last value. */
export class NumberSeries {
  value = 0;
  exemplar: Exemplar | undefined;
  readonly labels: PrometheusLabels;
  readonly #record: RecordValue;
  #count = 0;

  constructor(labels: PrometheusLabels, record: RecordValue) {
    this.labels = labels;
    this.#record = record;
  }

  add(value: number): void {
    if (!isAmount(value)) return;
    // Not what goes down; the SDK says so.
    if (value >= 0) {
      this.value += value;
      if (isDue(this.#count++)) this.exemplar = exemplarOf(value) ?? this.exemplar;
    }
    this.#record(value);
  }

  set(value: number): void {
    if (!isAmount(value)) return;
    this.value = value;
    this.#record(value);
  }
}

/** The counts of the buckets of one set of labels. */
export class HistogramSeries {
  readonly labels: PrometheusLabels;
  /** One more than there are bounds. */
  readonly counts: Float64Array;
  readonly exemplars: (Exemplar | undefined)[] = [];
  sum = 0;
  readonly #bounds: readonly number[];
  readonly #record: RecordValue;

  constructor(labels: PrometheusLabels, bounds: readonly number[], record: RecordValue) {
    this.labels = labels;
    this.#bounds = bounds;
    this.#record = record;
    this.counts = new Float64Array(bounds.length + 1);
  }

  record(value: number): void {
    if (!isAmount(value)) return;
    if (value >= 0) {
      const bucket = bucketOf(this.#bounds, value);
      const count = this.counts[bucket] as number;
      this.counts[bucket] = count + 1;
      this.sum += value;
      if (isDue(count)) this.exemplars[bucket] = exemplarOf(value) ?? this.exemplars[bucket];
    }
    this.#record(value);
  }
}

/** The first bucket whose bound is not below the value. */
const bucketOf = (bounds: readonly number[], value: number): number => {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (bounds[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
};
