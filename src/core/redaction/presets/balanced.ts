import { BIRTH, CONTACTS, PERSON_NAMES } from '../personal-keys.ts';
import type { PresetFacts, RedactionPreset } from '../preset.ts';

export const preset: RedactionPreset = {
  id: 'balanced',
  rules: { 'private-ip': 'keep' },
  keys: { deny: [...PERSON_NAMES, ...CONTACTS, ...BIRTH] },
};

export const facts: PresetFacts = {
  summary:
    'the default: personal data and secrets are masked wherever they stand; what on-call engineers need stays',
  adds: 'addresses of callers are cut to their network; private addresses and identifiers such as `user.id` stay',
  sources: [
    'https://opentelemetry.io/docs/security/handling-sensitive-data/',
    'https://docs.sentry.io/security-legal-pii/scrubbing/server-side-scrubbing/',
    'https://www.rfc-editor.org/rfc/rfc1918',
    'https://www.rfc-editor.org/rfc/rfc4193',
  ],
};
