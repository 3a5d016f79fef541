import type { SamplingPreset } from '../preset.ts';

export const preset: SamplingPreset = {
  id: 'high-volume',
  summary:
    'the SDK starts 5 % of the traces, the same ones in every service, and the Collector keeps all of those',
  rootRatio: 0.05,
  collector: { keep: 'all' },
};
