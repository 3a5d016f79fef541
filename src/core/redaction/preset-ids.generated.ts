// Written by `npm run generate`.
export const PRESET_IDS = [
  'balanced',
  'gdpr',
  'hipaa',
  'pci',
  'strict',
] as const;
