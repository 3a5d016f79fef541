import { max, min } from './promql/aggregate.ts';
import { atLeast, combine } from './promql/arithmetic.ts';
import { above, aboveTimes, belowTimes, unless, where } from './promql/condition.ts';
import { averageOver, deviationOver, minOver } from './promql/over-time.ts';
import { series } from './promql/select.ts';
import type { Vector } from './promql/vector.ts';
import { type RecordedMetric, record } from './recording.ts';

/**
 * What a series is like otherwise: in the hour before, at this time yesterday, and at this time a week ago. The present
 * is left out of the hour (a quarter of an hour), so that a fault does not become its own measure at once, and the days
 * are looked at with half an hour on both sides, so that a peak may come a little earlier or later.
 *
 * The idea of bands from a smoothed mean, its deviation and offsets of a day and a week:
 * https://github.com/grafana/promql-anomaly-detection
 */
const SEASONS = [
  { season: 'hour', range: '1h', offset: '15m' },
  { season: 'day', range: '1h', offset: '23h30m' },
  { season: 'week', range: '1h', offset: '167h30m' },
] as const;

/** Deviations that a series may be away from its mean without anybody being told. */
const DEVIATIONS = 3;

export interface Baseline<Label extends string> {
  readonly rules: readonly RecordedMetric[];
  /** The highest that one of the seasons would call normal. */
  readonly upper: Vector<Label>;
  /** The lowest that one of the seasons would call normal. */
  readonly lower: Vector<Label>;
  /** The highest mean of the seasons. */
  readonly highest: Vector<Label>;
  /** The lowest mean of the seasons. */
  readonly lowest: Vector<Label>;
  /** The lowest mean of the seasons that there was in a range up to now: what a fault that lasts does not raise. */
  readonly lowestIn: (range: string) => Vector<Label>;
}

/** Recording rules for what is normal of a recorded metric, and what to compare it with. */
export const createBaseline = <Label extends string>(of: RecordedMetric<Label>): Baseline<Label> => {
  const { prometheusName, unit, labels } = of.metric;
  const now = series(of.metric);
  const text = (description: string) => ({ unit, description: `${description} ${of.metric.description}` });
  const means: RecordedMetric[] = [];
  const uppers: RecordedMetric[] = [];
  for (const { season, range, offset } of SEASONS) {
    const mean = averageOver(now, range, offset);
    const band = combine(mean, [DEVIATIONS, deviationOver(now, range, offset)]);
    means.push({
      ...record(`${prometheusName}:mean`, text('What is usual, by season.'), mean),
      adds: { season },
    });
    uppers.push({
      ...record(`${prometheusName}:upper`, text('The upper end of what is usual, by season.'), band),
      adds: { season },
    });
  }
  const all = (suffix: string): Vector<Label> => ({ promql: `${prometheusName}:${suffix}`, labels });
  return {
    rules: [...means, ...uppers],
    upper: max<Label, Label>(all('upper'), labels),
    // As far below a mean as the upper end is above it; nothing of what is counted is less than none.
    lower: atLeast(
      0,
      min<Label, Label>({ promql: `2 * ${prometheusName}:mean - ${prometheusName}:upper`, labels }, labels),
    ),
    highest: max<Label, Label>(all('mean'), labels),
    lowest: min<Label, Label>(all('mean'), labels),
    lowestIn: (range) => min<Label, Label>(minOver(all('mean'), range), labels),
  };
};

/** Where a series is above a factor of what is usual and out of the band of every season. */
export const aboveUsual = <Label extends string>(
  now: Vector<Label>,
  factor: number,
  { upper, highest }: Baseline<NoInfer<Label>>,
): Vector<Label> => where(aboveTimes(now, factor, highest), aboveTimes(now, 1, upper));

/**
 * Without the series that are within a factor of what is usual, or in the band of one season. What has never been there
 * is not usual.
 */
export const unlessUsual = <Label extends string>(
  now: Vector<Label>,
  factor: number,
  { upper, highest }: Baseline<NoInfer<Label>>,
): Vector<Label> => unless(unless(now, belowTimes(now, factor, highest)), belowTimes(now, 1, upper));

/** Where a series is below a share of what every season had, and every season had at least `least`. */
export const belowUsual = <Label extends string>(
  now: Vector<Label>,
  share: number,
  { lowest }: Baseline<NoInfer<Label>>,
  least: number,
): Vector<Label> => where(belowTimes(now, share, lowest), above(lowest, least));
