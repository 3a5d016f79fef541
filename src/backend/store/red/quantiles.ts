import type { Accumulator, Explicit } from './distribution.ts';
import { segmentsOf } from './exponential.ts';

interface Segment {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

const explicitSegments = ({ bounds, counts }: Explicit): Segment[] =>
  counts.map((count, i) => {
    const last = bounds[i - 1] ?? 0;
    const high = bounds[i] ?? Number.POSITIVE_INFINITY;
    return { low: i === 0 ? Math.min(0, high) : last, high, count };
  });

/** No measurement is outside the extremes; without them, the last bucket ends where it begins, as in Prometheus. */
const clamp = ({ low, high, count }: Segment, extremes?: { min: number; max: number }): Segment => {
  if (!extremes) return { low, high: high === Number.POSITIVE_INFINITY ? low : high, count };
  const inside = (value: number): number => Math.min(extremes.max, Math.max(extremes.min, value));
  return { low: inside(low), high: inside(high), count };
};

/**
 * Quantiles of all that an accumulator added up, in the unit of the measurements. Within a bucket,
 * values are taken to be spread evenly, as `histogram_quantile` of Prometheus does.
 */
export const quantiles = (accumulator: Accumulator, ranks: readonly number[]): readonly number[] => {
  const exponential = accumulator.exponential;
  const segments = [...accumulator.explicit]
    .flatMap(explicitSegments)
    .concat(exponential ? segmentsOf(exponential) : [])
    .filter(({ count }) => count > 0)
    .map((segment) => clamp(segment, accumulator.extremes));
  const total = segments.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return ranks.map(() => Number.NaN);
  const steps = toSteps(segments);
  return ranks.map((rank) => valueAt(steps, rank * total));
};

interface Step {
  readonly at: number;
  /** How many measurements are at or below `at`. */
  readonly below: number;
}

/** The cumulative count at each boundary, straight lines between them, jumps as two steps at one place. */
const toSteps = (segments: readonly Segment[]): readonly Step[] => {
  const changes = new Map<number, { mass: number; density: number }>();
  const change = (at: number, mass: number, density: number): void => {
    const known = changes.get(at) ?? { mass: 0, density: 0 };
    changes.set(at, { mass: known.mass + mass, density: known.density + density });
  };
  for (const { low, high, count } of segments) {
    if (high <= low) change(low, count, 0);
    else {
      change(low, 0, count / (high - low));
      change(high, 0, -count / (high - low));
    }
  }
  const steps: Step[] = [];
  let below = 0;
  let density = 0;
  let before = 0;
  for (const [at, { mass, density: added }] of [...changes].sort(([a], [b]) => a - b)) {
    below += density * (at - before);
    steps.push({ at, below });
    if (mass > 0) {
      below += mass;
      steps.push({ at, below });
    }
    density += added;
    before = at;
  }
  return steps;
};

const valueAt = (steps: readonly Step[], target: number): number => {
  const next = steps.findIndex(({ below }) => below >= target);
  const high = steps[next] ?? steps.at(-1);
  const low = steps[next - 1];
  if (!high) return Number.NaN;
  if (!low || high.below === low.below) return high.at;
  return low.at + ((target - low.below) / (high.below - low.below)) * (high.at - low.at);
};
