import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  chooseSampler,
  chooseTail,
  type SamplingSettings,
} from '../../../src/core/sampling/choose-sampler.ts';
import { presets } from '../../../src/core/sampling/presets.generated.ts';
import { parseRules } from '../../../src/core/sampling/rules/parse-rules.ts';
import {
  everywhere,
  type RootChoice,
  type SamplerChoice,
} from '../../../src/core/sampling/sampler-choice.ts';

const preset = (sampling: string, settings: Partial<SamplingSettings> = {}): SamplingSettings => ({
  sampling,
  tracesSampler: undefined,
  tracesSamplerArg: undefined,
  samplingRules: [],
  tailSampling: false,
  tailSlowerThanMillis: undefined,
  ...settings,
});

const ratio = (value: number): RootChoice => ({ kind: 'ratio', ratio: value });

const remote = (root: RootChoice): SamplerChoice => ({
  root,
  remoteParentSampled: root,
  remoteParentNotSampled: root,
});

const { rules } = parseRules('GET /health=0; *=10/s');
const byRules = (rest: RootChoice): RootChoice => ({ kind: 'rules', rules, rest });
const jaeger: RootChoice = {
  kind: 'jaeger-remote',
  endpoint: 'http://jaeger:5778',
  pollingIntervalMillis: 1_000,
  initialRatio: 0.5,
};

const CASES: readonly (readonly [SamplingSettings, SamplerChoice])[] = [
  [preset('development'), { root: ratio(1) }],
  [preset('staging'), { root: ratio(0.5) }],
  [preset('production'), { root: ratio(1) }],
  [preset('high-volume'), { root: ratio(0.05) }],
  [preset('high-volume', { tracesSamplerArg: 0.2 }), { root: ratio(0.2) }],
  [preset('staging', { tracesSamplerArg: 0 }), { root: ratio(0) }],
  [preset('staging', { tracesSamplerArg: jaeger }), { root: ratio(0.5) }],
  [preset('staging', { tracesSampler: 'always_on' }), everywhere(ratio(1))],
  [preset('staging', { tracesSampler: 'always_off' }), everywhere(ratio(0))],
  [preset('staging', { tracesSampler: 'always_on', tracesSamplerArg: 0.1 }), everywhere(ratio(1))],
  [preset('staging', { tracesSampler: 'traceidratio' }), everywhere(ratio(1))],
  [preset('staging', { tracesSampler: 'traceidratio', tracesSamplerArg: 0.1 }), everywhere(ratio(0.1))],
  [preset('staging', { tracesSampler: 'parentbased_always_on' }), { root: ratio(1) }],
  [preset('staging', { tracesSampler: 'parentbased_always_off' }), { root: ratio(0) }],
  [
    preset('staging', { tracesSampler: 'parentbased_traceidratio', tracesSamplerArg: 0.25 }),
    { root: ratio(0.25) },
  ],
  [
    preset('staging', { tracesSampler: 'parentbased_jaeger_remote', tracesSamplerArg: jaeger }),
    { root: jaeger },
  ],
  [preset('staging', { tracesSampler: 'jaeger_remote', tracesSamplerArg: jaeger }), remote(jaeger)],
  [
    preset('staging', { tracesSampler: 'parentbased_jaeger_remote', tracesSamplerArg: 0.25 }),
    {
      root: {
        kind: 'jaeger-remote',
        endpoint: 'http://localhost:5778',
        pollingIntervalMillis: 60_000,
        initialRatio: 0.25,
      },
    },
  ],
  // Rules come before everything else.
  [preset('staging', { samplingRules: rules }), { root: byRules(ratio(0.5)) }],
  [
    preset('staging', { samplingRules: rules, tracesSampler: 'parentbased_always_off' }),
    { root: byRules(ratio(0)) },
  ],
  [preset('staging', { samplingRules: rules, tracesSampler: 'traceidratio' }), remote(byRules(ratio(1)))],
  // With tail sampling in the process, the share that the Collector would apply is the process's.
  [preset('production', { tailSampling: true }), { root: ratio(0.1) }],
  [preset('production', { tailSampling: true, tracesSamplerArg: 0.3 }), { root: ratio(0.3) }],
  [preset('high-volume', { tailSampling: true }), { root: ratio(0.05) }],
];

test.each(CASES)('%j', (settings, choice) => {
  expect(chooseSampler(settings)).toEqual(choice);
});

test('what stands in several places is one object, so that a rate is one rate', () => {
  const choice = chooseSampler(preset('staging', { samplingRules: rules, tracesSampler: 'always_on' }));
  expect(choice.remoteParentSampled).toBe(choice.root);
  expect(choice.remoteParentNotSampled).toBe(choice.root);
});

test.each([
  [preset('production'), undefined],
  [preset('production', { tailSampling: true }), { slowerThanMillis: 1_000 }],
  [preset('production', { tailSampling: true, tailSlowerThanMillis: 250 }), { slowerThanMillis: 250 }],
  [preset('staging', { tailSampling: true }), { slowerThanMillis: 1_000 }],
  [preset('staging', { tailSampling: true, tailSlowerThanMillis: 0 }), { slowerThanMillis: 0 }],
])('tail sampling of %j: %j', (settings, tail) => {
  expect(chooseTail(settings)).toEqual(tail);
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
