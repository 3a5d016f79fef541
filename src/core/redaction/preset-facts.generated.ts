// Written by `npm run generate`.
import { facts as balanced } from './presets/balanced.ts';
import { facts as gdpr } from './presets/gdpr.ts';
import { facts as hipaa } from './presets/hipaa.ts';
import { facts as pci } from './presets/pci.ts';
import { facts as strict } from './presets/strict.ts';
import type { PresetFacts } from './preset.ts';

export const presetFacts: Readonly<Record<string, PresetFacts>> = {
  balanced,
  gdpr,
  hipaa,
  pci,
  strict,
};
