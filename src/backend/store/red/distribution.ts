import type { HistogramValue, MetricValue } from '../../model.ts';
import { type Exponential, mergeExponential, subtractExponential, toExponential } from './exponential.ts';

export interface Explicit {
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}

/** What a number of requests measured. */
export interface Distribution {
  readonly count: number;
  readonly explicit?: Explicit;
  readonly exponential?: Exponential;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/** Most buckets of a histogram; the SDKs stay below 200. */
const MAX_BUCKETS = 512;

const toExplicit = ({ bounds, counts }: HistogramValue): Explicit => ({ bounds, counts });

/** Undefined where the point is no histogram, or one of a size that nobody sends. */
export const toDistribution = (value: MetricValue): Distribution | undefined => {
  if (value.type === 'histogram') {
    if (value.counts.length > MAX_BUCKETS) return undefined;
    return { count: value.count, explicit: toExplicit(value), min: value.min, max: value.max };
  }
  if (value.type !== 'exponentialHistogram') return undefined;
  const exponential = toExponential(value, MAX_BUCKETS);
  return exponential && { count: value.count, exponential, min: value.min, max: value.max };
};

const subtractExplicit = (now: Explicit, before: Explicit): Explicit | undefined => {
  if (now.counts.length !== before.counts.length) return undefined;
  if (now.bounds.some((bound, i) => bound !== before.bounds[i])) return undefined;
  const counts = now.counts.map((count, i) => count - (before.counts[i] ?? 0));
  return counts.some((count) => count < 0) ? undefined : { bounds: now.bounds, counts };
};

/** What was added since `before`; undefined where `now` cannot have grown from it: a reset. */
export const subtract = (now: Distribution, before: Distribution): Distribution | undefined => {
  const count = now.count - before.count;
  if (count < 0) return undefined;
  const base = { count, min: now.min, max: now.max };
  if (now.explicit && before.explicit) {
    const explicit = subtractExplicit(now.explicit, before.explicit);
    return explicit && { ...base, explicit };
  }
  if (now.exponential && before.exponential) {
    const exponential = subtractExponential(now.exponential, before.exponential);
    return exponential && { ...base, exponential };
  }
  return undefined;
};

/** Different bucket boundaries that one endpoint keeps apart, as from differently configured services. */
const MAX_LAYOUTS = 8;

/** Adds up distributions of any bucket layout. */
export class Accumulator {
  readonly #explicit = new Map<string, { bounds: readonly number[]; counts: number[] }>();
  #exponential: Exponential | undefined;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #extremesKnown = true;

  add({ count, explicit, exponential, min, max }: Distribution): void {
    if (count === 0) return;
    if (explicit) this.#addExplicit(explicit);
    if (exponential) this.#exponential = mergeExponential(this.#exponential, exponential);
    if (min === undefined || max === undefined) this.#extremesKnown = false;
    this.#min = Math.min(this.#min, min ?? this.#min);
    this.#max = Math.max(this.#max, max ?? this.#max);
  }

  get explicit(): Iterable<Explicit> {
    return this.#explicit.values();
  }

  get exponential(): Exponential | undefined {
    return this.#exponential;
  }

  /** Smallest and largest measurement, known only if every sender reports them. */
  get extremes(): { min: number; max: number } | undefined {
    return this.#extremesKnown && this.#min <= this.#max ? { min: this.#min, max: this.#max } : undefined;
  }

  #addExplicit({ bounds, counts }: Explicit): void {
    const key = bounds.join(' ');
    const known = this.#explicit.get(key);
    if (known) {
      for (const [i, count] of counts.entries()) known.counts[i] = (known.counts[i] ?? 0) + count;
    } else if (this.#explicit.size < MAX_LAYOUTS) this.#explicit.set(key, { bounds, counts: [...counts] });
  }
}
