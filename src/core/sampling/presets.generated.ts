// Written by `npm run generate`.
import { preset as development } from './presets/development.ts';
import { preset as highVolume } from './presets/high-volume.ts';
import { preset as production } from './presets/production.ts';
import { preset as staging } from './presets/staging.ts';
import type { SamplingPreset } from './preset.ts';

export const presets: readonly SamplingPreset[] = [
  development,
  highVolume,
  production,
  staging,
];
