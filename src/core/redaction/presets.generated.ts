// Written by `npm run generate`.
import { preset as balanced } from './presets/balanced.ts';
import { preset as gdpr } from './presets/gdpr.ts';
import { preset as hipaa } from './presets/hipaa.ts';
import { preset as pci } from './presets/pci.ts';
import { preset as strict } from './presets/strict.ts';
import type { RedactionPreset } from './preset.ts';

export const presets: readonly RedactionPreset[] = [
  balanced,
  gdpr,
  hipaa,
  pci,
  strict,
];
