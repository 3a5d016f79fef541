import { describe, expect, test } from '@jest/globals';
import type { Sampler } from '@opentelemetry/sdk-trace';
import { createRateLimitedSource } from '../../src/sdk/rate-limited-source.ts';
import { createRemoteSource } from '../../src/sdk/remote-source.ts';
import { createFixedSource, type ThresholdSource } from '../../src/sdk/threshold-source.ts';
import { createRandom, pick, randomHex } from '../core/random.ts';
import { adjustedCountOf, ask, byRules, deciding, following, type Sent } from './sampling-helpers.ts';

/** Fixed, so that a test that passes once passes always. */
const SEEDS = [1, 2, 3, 4, 5];

/** With 5 seeds and a handful of cases, chance alone exceeds this once in 100,000 suites. */
const DEVIATIONS = 5.5;

/** Only the last 56 bits count. */
const traceIds = (count: number, random: () => number): string[] =>
  Array.from(
    { length: count },
    () => `a${randomDigits(random)}${'0'.repeat(10)}${randomDigits(random)}${randomDigits(random)}`,
  );

/** Seven hex digits of one draw. */
const randomDigits = (random: () => number): string =>
  Math.floor(random() * 16 ** 7)
    .toString(16)
    .padStart(7, '0');

/** Any ratio, small ones as often as large ones. */
const anyRatio = (random: () => number): number => 2 ** (-10 * random());

describe.each(SEEDS)('two services with different rates, seed %d', (seed) => {
  test('agree: what the lower rate keeps, the higher keeps too', () => {
    const random = createRandom(seed);
    const torn: unknown[] = [];
    for (let i = 0; i < 200; i++) {
      const [low = 0, high = 0] = [anyRatio(random), anyRatio(random)].sort((a, b) => a - b);
      const [few, many] = [deciding(createFixedSource(low)), deciding(createFixedSource(high))];
      for (const traceId of traceIds(50, random)) {
        // Either may be the one that is called.
        const [first, second] = random() < 0.5 ? [few, many] : [many, few];
        const before = ask(first, traceId);
        const after = ask(second, before);
        const [byLow, byHigh] = first === few ? [before, after] : [after, before];
        if (byLow.isSampled && !byHigh.isSampled) torn.push({ traceId, low, high });
      }
    }
    expect(torn).toEqual([]);
  });

  test('agree also by rules, rates and explicit randomness', () => {
    const random = createRandom(seed + 100);
    let clock = 0;
    const now = () => clock;
    const services = [
      deciding(byRules('/a=0.5; /b=20%; *=0.05')),
      deciding(byRules('/a=0.1; *=1')),
      deciding(byRules('*=3/s', now)),
      deciding(createFixedSource(0.3)),
    ];
    const torn: unknown[] = [];
    for (const traceId of traceIds(3_000, random)) {
      clock += 1_000 * random() ** 4;
      const randomness = randomHex(14, random);
      const traceState = random() < 0.3 ? `ot=rv:${randomness}` : '';
      const attributes = { 'url.path': pick(['/a', '/b', '/c'], random) };
      const sent: Sent = { traceId, isSampled: random() < 0.5, traceState };
      const answers = services.map((service) => ask(service, sent, { attributes }));
      const number = Number.parseInt(traceState === '' ? traceId.slice(-14) : randomness, 16) / 2 ** 56;
      for (const { isSampled, traceState: state } of answers) {
        // A kept trace passes its own threshold, so whoever has a lower one keeps it too.
        if (isSampled && number < 1 - 1 / adjustedCountOf(state) - 1e-12) torn.push({ sent, state });
      }
    }
    expect(torn).toEqual([]);
  });

  test('a chain that follows its beginning keeps the decision and the threshold', () => {
    const random = createRandom(seed + 200);
    const torn: unknown[] = [];
    for (const traceId of traceIds(1_000, random)) {
      const first = ask(following(createFixedSource(anyRatio(random))), traceId);
      let sent = first;
      for (let hop = 0; hop < 5; hop++) sent = ask(following(createFixedSource(anyRatio(random))), sent);
      const same = sent.isSampled === first.isSampled && sent.traceState === first.traceState;
      if (!same) torn.push({ first, last: sent });
    }
    expect(torn).toEqual([]);
  });
});

interface Traffic {
  readonly paths: readonly string[];
  /** Milliseconds until the next trace. */
  readonly gap: (random: () => number, index: number) => number;
}

const STEADY: Traffic = { paths: ['/a', '/b', '/c'], gap: (random) => 20 * random() };
const BURSTS: Traffic = {
  paths: ['/a', '/b', '/c'],
  gap: (random, index) => (Math.floor(index / 500) % 2 === 0 ? 500 * random() : random()),
};

const remote = (now: () => number): ThresholdSource => {
  const source = createRemoteSource(createFixedSource(1), now);
  source.use({
    rest: { kind: 'ratio', ratio: 0.02 },
    operations: new Map([['GET', { kind: 'ratio', ratio: 0.05 }]]),
    atLeastPerSecond: 2,
  });
  return source;
};

const SAMPLERS: readonly (readonly [string, (now: () => number) => Sampler])[] = [
  ['half', () => deciding(createFixedSource(0.5))],
  ['a hundredth', () => deciding(createFixedSource(0.01))],
  ['rules', () => deciding(byRules('/a=0.5; /b=0.02; *=1'))],
  ['a rate', (now) => deciding(createRateLimitedSource(5, now))],
  ['a low rate', (now) => deciding(createRateLimitedSource(0.2, now))],
  ['rules with rates', (now) => deciding(byRules('/a=2/s; /b=0.1; *=30/min', now))],
  ['the strategy of Jaeger with a lower bound', (now) => deciding(remote(now))],
];

describe.each(SAMPLERS)('adjusted counts by %s', (_what, create) => {
  test.each([
    ['steady traffic', STEADY],
    ['bursts', BURSTS],
  ])('are unbiased in %s', (_traffic, { paths, gap }) => {
    for (const seed of SEEDS) {
      const random = createRandom(seed + 300);
      let clock = 0;
      const sampler = create(() => clock);
      let estimate = 0;
      let variance = 0;
      let kept = 0;
      const count = 8_000;
      for (const [index, traceId] of traceIds(count, random).entries()) {
        clock += gap(random, index);
        const attributes = { 'url.path': pick(paths, random) };
        const { isSampled, traceState } = ask(sampler, traceId, { attributes });
        if (!isSampled) continue;
        const weight = adjustedCountOf(traceState);
        kept++;
        estimate += weight;
        // Of the estimate by Horvitz and Thompson: https://en.wikipedia.org/wiki/Horvitz%E2%80%93Thompson_estimator
        variance += weight * (weight - 1);
      }
      const off = Math.abs(estimate - count) / Math.max(1, Math.sqrt(variance));
      if (off > DEVIATIONS) throw new Error(JSON.stringify({ seed, count, kept, estimate, off }));
      expect(kept).toBeLessThan(count);
    }
  });
});
