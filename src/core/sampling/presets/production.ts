import type { SamplingPreset } from '../preset.ts';

export const preset: SamplingPreset = {
  id: 'production',
  summary: 'the SDK sends all; the Collector keeps every error, every slow request and 10 % of the rest',
  rootRatio: 1,
  collector: { keep: 'interesting', slowerThanMillis: 1000, restRatio: 0.1 },
};
