import type { SamplingPreset } from '../preset.ts';

export const preset: SamplingPreset = {
  id: 'development',
  summary: 'every trace is kept',
  rootRatio: 1,
  collector: { keep: 'all' },
};
