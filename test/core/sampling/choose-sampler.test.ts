import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { chooseSampler, type SamplingSettings } from '../../../src/core/sampling/choose-sampler.ts';
import { presets } from '../../../src/core/sampling/presets.generated.ts';

const none = { tracesSampler: undefined, tracesSamplerRatio: undefined };
const parentBased = true;

const CASES: readonly (readonly [SamplingSettings, ReturnType<typeof chooseSampler>])[] = [
  [
    { ...none, sampling: 'development' },
    { rootRatio: 1, parentBased },
  ],
  [
    { ...none, sampling: 'staging' },
    { rootRatio: 0.5, parentBased },
  ],
  [
    { ...none, sampling: 'production' },
    { rootRatio: 1, parentBased },
  ],
  [
    { ...none, sampling: 'high-volume' },
    { rootRatio: 0.05, parentBased },
  ],
  [
    { ...none, sampling: 'high-volume', tracesSamplerRatio: 0.2 },
    { rootRatio: 0.2, parentBased },
  ],
  [
    { ...none, sampling: 'staging', tracesSamplerRatio: 0 },
    { rootRatio: 0, parentBased },
  ],
  [
    { ...none, sampling: 'staging', tracesSampler: 'always_on' },
    { rootRatio: 1, parentBased: false },
  ],
  [
    { ...none, sampling: 'staging', tracesSampler: 'always_off' },
    { rootRatio: 0, parentBased: false },
  ],
  [
    { sampling: 'staging', tracesSampler: 'always_on', tracesSamplerRatio: 0.1 },
    { rootRatio: 1, parentBased: false },
  ],
  [
    { ...none, sampling: 'staging', tracesSampler: 'traceidratio' },
    { rootRatio: 1, parentBased: false },
  ],
  [
    { sampling: 'staging', tracesSampler: 'traceidratio', tracesSamplerRatio: 0.1 },
    { rootRatio: 0.1, parentBased: false },
  ],
  [
    { ...none, sampling: 'staging', tracesSampler: 'parentbased_always_on' },
    { rootRatio: 1, parentBased },
  ],
  [
    { ...none, sampling: 'staging', tracesSampler: 'parentbased_always_off' },
    { rootRatio: 0, parentBased },
  ],
  [
    { sampling: 'staging', tracesSampler: 'parentbased_traceidratio', tracesSamplerRatio: 0.25 },
    { rootRatio: 0.25, parentBased },
  ],
];

test.each(CASES)('%j', (settings, choice) => {
  expect(chooseSampler(settings)).toEqual(choice);
});

test('each file of the folder is a preset of that name', () => {
  const folder = join(import.meta.dirname, '../../../src/core/sampling/presets');
  const names = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  expect(presets.map(({ id }) => id)).toEqual(names.sort());
});

describe.each(presets)('preset $id', ({ rootRatio, collector, summary }) => {
  test('has shares from 0 to 1, and says what it does', () => {
    expect(rootRatio).toBeGreaterThan(0);
    expect(rootRatio).toBeLessThanOrEqual(1);
    expect(summary).not.toBe('');
    if (collector.keep === 'all') return;
    expect(collector.restRatio).toBeGreaterThan(0);
    expect(collector.restRatio).toBeLessThanOrEqual(1);
    expect(collector.slowerThanMillis).toBeGreaterThan(0);
  });
});
