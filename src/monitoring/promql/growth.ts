/**
 * Exact counts. `increase(x[1h])` of plain Prometheus is an estimate: what a series has counted before its first sample
 * is not in it, and the rest is stretched to the ends of the range. Measured on Prometheus 3.15 with the metrics of a
 * fresh process in two OTLP exports, after 137 and after 200 requests:
 *
 *   no flags                                        nothing, then 97.9
 *   promql-extended-range-selectors                 0, then 63
 *   created-timestamp-zero-ingestion                140.4, then 202.3
 *   st-storage and use-start-timestamps             137, then 202.6
 *   created-timestamp-zero-ingestion, and
 *   promql-extended-range-selectors with `anchored` 137, then 200
 *
 * The first flag puts a 0 at the start time that OTLP states for a series. Its documentation names only scraped formats;
 * the OTLP receiver of 3.15 does the same. `anchored` takes the difference of samples as it is.
 * https://prometheus.io/docs/prometheus/latest/feature_flags/#start-created-timestamps-zero-injection
 * https://prometheus.io/docs/prometheus/latest/feature_flags/#extended-range-selectors
 *
 * A start time of more than an hour before the first sample is refused. The SDK for Node.js states the time of a
 * series' first measurement; one that states the start of its process loses what a series counts in its first export
 * after that hour.
 */
import { sum } from './aggregate.ts';
import { either, unless } from './condition.ts';
import { maxOver, offset } from './over-time.ts';
import type { Vector } from './vector.ts';

/** By how much counters grew in a range, exactly; see the top of this file. */
export const exactIncrease = <Label extends string>(vector: Vector<Label>, range: string): Vector<Label> => ({
  ...vector,
  promql: `increase(${vector.promql}[${range}] anchored)`,
});

/** Growth a second. Anchored, it needs no two samples in the range, so ranges may be as short as the export. */
export const anchoredRate = <Label extends string>(vector: Vector<Label>, range: string): Vector<Label> => ({
  ...vector,
  promql: `rate(${vector.promql}[${range}] anchored)`,
});

/** Growth a second, for alerts: it works without feature flags. */
export const rate = <Label extends string>(vector: Vector<Label>, range: string): Vector<Label> => ({
  ...vector,
  promql: `rate(${vector.promql}[${range}])`,
});

/** By about how much counters grew in a range, without feature flags; for conditions, not for numbers to be shown. */
export const increase = <Label extends string>(vector: Vector<Label>, range: string): Vector<Label> => ({
  ...vector,
  promql: `increase(${vector.promql}[${range}])`,
});

/**
 * By about how much counters grew in a range, for alerts on what happens seldom: a series often begins with it, and no
 * growth of a counter shows what one begins with.
 */
export const growthIn = <Label extends string, By extends Label>(
  vector: Vector<Label>,
  range: string,
  by: readonly By[],
): Vector<By> => {
  const ofNew = unless(maxOver(vector, range), offset(vector, range));
  return sum(either([ofNew, increase(vector, range)]), by);
};

/** How often counters began anew in a range. */
export const resetsIn = <Label extends string>(vector: Vector<Label>, range: string): Vector<Label> => ({
  ...vector,
  promql: `resets(${vector.promql}[${range}])`,
});
