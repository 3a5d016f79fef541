import { functionKey, totalOf } from './hot-functions.ts';
import type { Frame, Profile, Sample } from './profile.ts';
import { chanceOfT, criticalT } from './student-t.ts';

export type Measure = 'rate' | 'share' | 'value';

export interface CompareOptions {
  /** Which of the values; both sides have it at its own place. */
  readonly indexOf: (profile: Profile) => number;
  /** `rate`: what a function costs in a second. `share`: its part of everything. `value`: what it has in one profile. */
  readonly by: Measure;
  /** `self`: in itself. `total`: with what it calls. */
  readonly column: 'self' | 'total';
  /** How sure a difference is to be, below 1, over all functions together. */
  readonly confidence: number;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** How one function differs, in parts of a whole or in units of the value a second. */
export interface Change extends Frame {
  readonly before: number;
  readonly after: number;
  /** Between these the difference lies, with the confidence asked for. */
  readonly low: number;
  readonly high: number;
  /** How probable a difference like this is by chance, with as many functions as were compared. */
  readonly chance: number;
  readonly verdict: 'slower' | 'faster' | 'unsure';
}

export interface Comparison {
  /** The largest difference first. */
  readonly changes: readonly Change[];
  /** Where the confidence is from: how profiles of one side differ, or a bootstrap over samples. */
  readonly method: 'profiles' | 'samples';
  /** Of everything: a second with `rate`, else of one profile. */
  readonly totals: { readonly before: number; readonly after: number };
}

/** With fewer profiles a side nothing is known of how they differ. */
const LEAST_PROFILES = 3;
const RESAMPLES = 400;
/** Functions below this share of everything on both sides are not compared: each one more asks for more evidence. */
const LEAST_SHARE = 0.005;
/** Above it a Poisson number is drawn from the normal distribution. */
const LARGE_COUNT = 40;
/** As many degrees of freedom as make Student's t the normal distribution. */
const NORMAL = 1e6;

type Functions = Map<string, Frame>;

/** Which functions a sample counts for. */
const keysOf = ({ stack }: Sample, column: 'self' | 'total'): readonly string[] => {
  const [leaf] = stack;
  if (!leaf) return [];
  return column === 'self' ? [functionKey(leaf)] : [...new Set(stack.map(functionKey))];
};

const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const poisson = (mean: number, random: () => number): number => {
  if (mean > LARGE_COUNT) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count++;
  return count;
};

/** How often a sample was taken: profiles say so in a value of its own, or in their period. */
const countOf = (profile: Profile, sample: Sample, value: number): number => {
  const index = profile.types.findIndex(({ unit }) => unit === 'count');
  const counted = index < 0 ? value / (profile.period || value) : (sample.values[index] ?? 1);
  return Math.max(1, Math.round(counted));
};

/** Costs by function of one side, from all its profiles or from a resample of them. */
interface Side {
  readonly profiles: number;
  readonly seconds: number;
  readonly total: number;
  readonly costs: ReadonlyMap<string, number>;
}

const sideOf = (
  profiles: readonly Profile[],
  { indexOf, column }: CompareOptions,
  functions?: Functions,
): Side => {
  const costs = new Map<string, number>();
  let total = 0;
  for (const profile of profiles) {
    const index = indexOf(profile);
    total += totalOf(profile, index);
    for (const sample of profile.samples) {
      const value = sample.values[index] ?? 0;
      for (const key of keysOf(sample, column)) costs.set(key, (costs.get(key) ?? 0) + value);
      if (functions) for (const frame of sample.stack) functions.set(functionKey(frame), frame);
    }
  }
  const seconds = profiles.reduce((sum, { durationMillis }) => sum + durationMillis / 1_000, 0);
  return { profiles: profiles.length, seconds, total, costs };
};

/** What costs are divided by. */
const wholeOf = ({ profiles, seconds, total }: Omit<Side, 'costs'>, by: Measure): number =>
  by === 'rate' ? seconds : by === 'share' ? total : profiles;

const measure = (side: Side, key: string, by: Measure): number => {
  const { costs } = side;
  const whole = wholeOf(side, by);
  return whole > 0 ? (costs.get(key) ?? 0) / whole : 0;
};

/** The difference of a function, how far chance moves it, and on how much that knowledge stands. */
interface Spread {
  readonly error: number;
  readonly degreesOfFreedom: number;
}

type SpreadOf = (key: string) => Spread;

const variance = (values: readonly number[]): number => {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  return values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (values.length - 1);
};

/** Welch's: https://en.wikipedia.org/wiki/Welch%27s_t-test */
const spreadOfProfiles = (
  before: readonly Profile[],
  after: readonly Profile[],
  options: CompareOptions,
): SpreadOf => {
  const sides = [before, after].map((profiles) => profiles.map((profile) => sideOf([profile], options)));
  return (key) => {
    const parts = sides.map((each) => {
      const values = each.map((side) => measure(side, key, options.by));
      return { part: variance(values) / values.length, count: values.length };
    });
    const sum = parts.reduce((all, { part }) => all + part, 0);
    const degrees = sum ** 2 / parts.reduce((all, { part, count }) => all + part ** 2 / (count - 1), 0);
    return { error: Math.sqrt(sum), degreesOfFreedom: Number.isFinite(degrees) ? degrees : 1 };
  };
};

/** A bootstrap: each sample is taken as often as chance would have. */
const spreadOfSamples = (
  before: readonly Profile[],
  after: readonly Profile[],
  options: CompareOptions,
  keys: readonly string[],
): SpreadOf => {
  const places = new Map(keys.map((key, place) => [key, place]));
  const sides = [before, after].map((profiles) => ({
    profiles: profiles.length,
    seconds: profiles.reduce((sum, { durationMillis }) => sum + durationMillis / 1_000, 0),
    samples: profiles.flatMap((profile) =>
      profile.samples.map((sample) => {
        const value = sample.values[options.indexOf(profile)] ?? 0;
        const count = countOf(profile, sample, value);
        const own = keysOf(sample, options.column).flatMap((key) => places.get(key) ?? []);
        return { count, each: value / count, own };
      }),
    ),
  }));
  const sums = new Float64Array(keys.length);
  const squares = new Float64Array(keys.length);
  for (let i = 0; i < RESAMPLES; i++) {
    const drawn = sides.map(({ profiles, seconds, samples }) => {
      const costs = new Float64Array(keys.length);
      let total = 0;
      for (const { count, each, own } of samples) {
        const value = poisson(count, options.random) * each;
        total += value;
        for (const place of own) costs[place] = (costs[place] ?? 0) + value;
      }
      return { costs, whole: wholeOf({ profiles, seconds, total }, options.by) };
    });
    for (let place = 0; place < keys.length; place++) {
      const [a, b] = drawn.map(({ costs, whole }) => (whole > 0 ? (costs[place] ?? 0) / whole : 0));
      const difference = (b ?? 0) - (a ?? 0);
      sums[place] = (sums[place] ?? 0) + difference;
      squares[place] = (squares[place] ?? 0) + difference ** 2;
    }
  }
  return (key) => {
    const place = places.get(key) ?? 0;
    const mean = (sums[place] ?? 0) / RESAMPLES;
    const error = Math.sqrt(Math.max(0, (squares[place] ?? 0) / RESAMPLES - mean ** 2));
    return { error, degreesOfFreedom: NORMAL };
  };
};

/** Holm's: with many comparisons, some differ by chance. https://en.wikipedia.org/wiki/Holm%E2%80%93Bonferroni_method */
const corrected = (chances: readonly number[]): readonly number[] => {
  const order = chances.map((chance, place) => ({ chance, place })).sort((a, b) => a.chance - b.chance);
  const result: number[] = [];
  let most = 0;
  order.forEach(({ chance, place }, rank) => {
    most = Math.max(most, Math.min(1, chance * (chances.length - rank)));
    result[place] = most;
  });
  return result;
};

/** What got slower or faster between two sides of profiles of the same kind, by how much, and how sure that is. */
export const compareProfiles = (
  before: readonly Profile[],
  after: readonly Profile[],
  options: CompareOptions,
): Comparison => {
  const functions: Functions = new Map();
  const [a, b] = [sideOf(before, options, functions), sideOf(after, options, functions)];
  const share = (side: Side, key: string): number => measure(side, key, 'share');
  const keys = [...functions.keys()].filter((key) => Math.max(share(a, key), share(b, key)) >= LEAST_SHARE);
  const method = Math.min(before.length, after.length) >= LEAST_PROFILES ? 'profiles' : 'samples';
  const spreadOf =
    method === 'profiles'
      ? spreadOfProfiles(before, after, options)
      : spreadOfSamples(before, after, options, keys);
  const rows = keys.map((key) => {
    const [from, to] = [measure(a, key, options.by), measure(b, key, options.by)];
    const { error, degreesOfFreedom } = spreadOf(key);
    const width = criticalT(1 - options.confidence, degreesOfFreedom) * error;
    const difference = to - from;
    const t = error > 0 ? difference / error : difference === 0 ? 0 : Number.POSITIVE_INFINITY;
    const chance = Number.isFinite(t) ? chanceOfT(t, degreesOfFreedom) : 0;
    return { key, from, to, chance, low: difference - width, high: difference + width };
  });
  const chances = corrected(rows.map(({ chance }) => chance));
  const changes = rows.map(({ key, from, to, low, high }, place): Change => {
    const chance = chances[place] ?? 1;
    const isSure = chance < 1 - options.confidence;
    return {
      ...(functions.get(key) as Frame),
      before: from,
      after: to,
      low,
      high,
      chance,
      verdict: !isSure ? 'unsure' : to > from ? 'slower' : 'faster',
    };
  });
  return {
    changes: changes.sort((x, y) => Math.abs(y.after - y.before) - Math.abs(x.after - x.before)),
    method,
    totals: {
      before: a.total / wholeOf(a, options.by === 'share' ? 'value' : options.by),
      after: b.total / wholeOf(b, options.by === 'share' ? 'value' : options.by),
    },
  };
};
