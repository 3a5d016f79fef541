import type { SamplingPreset } from '../preset.ts';

export const preset: SamplingPreset = {
  id: 'staging',
  summary: 'the SDK starts half of the traces and the Collector keeps all of those',
  rootRatio: 0.5,
  collector: { keep: 'all' },
};
