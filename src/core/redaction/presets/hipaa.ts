import { CALLER_ADDRESS_KEYS } from '../address-keys.ts';
import { BIRTH, CONTACTS, PERSON_IDS, PERSON_NAMES, PLACES, POSTAL_CODES } from '../personal-keys.ts';
import type { PresetFacts, RedactionPreset } from '../preset.ts';

/** What the eighteen identifiers have beyond those of every person. */
const HEALTH_KEYS: readonly string[] = [
  '*patient*',
  'mrn',
  'medical_record*',
  'health_plan*',
  'beneficiary*',
  'insurance_number',
  'policy_number',
  'subscriber.id',
  'admission_date',
  'discharge_date',
  'date_of_death',
  'death_date',
  'certificate_number',
  'license_number',
  'license_plate',
  'vehicle*',
  'vin',
  'serial_number',
  'device.serial*',
  'fingerprint',
  'biometric*',
  'photo*',
];

export const preset: RedactionPreset = {
  id: 'hipaa',
  rules: {},
  keys: {
    deny: [
      ...CALLER_ADDRESS_KEYS,
      ...HEALTH_KEYS,
      ...PERSON_NAMES,
      ...PERSON_IDS,
      ...CONTACTS,
      ...BIRTH,
      ...PLACES,
    ],
    truncate: POSTAL_CODES,
  },
};

export const facts: PresetFacts = {
  summary: 'the eighteen identifiers of the safe harbor method, as far as they can be told by form or name',
  adds: 'keys of patients, records, plans, devices, vehicles and dates of care are masked; postal codes keep three digits; all IP addresses go',
  sources: ['https://www.ecfr.gov/current/title-45/section-164.514 (45 CFR 164.514(b)(2))'],
};
