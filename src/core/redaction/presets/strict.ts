import { CALLER_ADDRESS_KEYS } from '../address-keys.ts';
import {
  BIRTH,
  CONTACTS,
  NO_PERSON_IDS,
  PERSON_IDS,
  PERSON_NAMES,
  PLACES,
  POSTAL_CODES,
  USER_AGENTS,
} from '../personal-keys.ts';
import type { PresetFacts, RedactionPreset } from '../preset.ts';

export const preset: RedactionPreset = {
  id: 'strict',
  rules: {},
  keys: {
    allow: NO_PERSON_IDS,
    deny: [
      ...CALLER_ADDRESS_KEYS,
      ...PERSON_NAMES,
      ...PERSON_IDS,
      ...CONTACTS,
      ...BIRTH,
      ...PLACES,
      ...POSTAL_CODES,
      ...USER_AGENTS,
    ],
  },
};

export const facts: PresetFacts = {
  summary: 'everything that can be masked is; used too where a policy file cannot be read',
  adds: 'private addresses, addresses of callers, identifiers of users, sessions and devices, places and user agents are masked',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc6973',
    'https://opentelemetry.io/docs/security/handling-sensitive-data/',
  ],
};
