import { CALLER_ADDRESS_KEYS } from '../address-keys.ts';
import {
  BIRTH,
  CONTACTS,
  NO_PERSON_IDS,
  PERSON_IDS,
  PERSON_NAMES,
  PLACES,
  POSTAL_CODES,
} from '../personal-keys.ts';
import type { PresetFacts, RedactionPreset } from '../preset.ts';

/** What the eighteen identifiers have beyond those of every person. */
const HEALTH_KEYS: readonly string[] = [
  // Names, of relatives, employers and members of the household too.
  '*patient*',
  'next_of_kin*',
  'emergency_contact*',
  'guardian*',
  'relative.name',
  'employer*',
  // Dates of care, and ages.
  'admission*',
  'admit_date',
  'admitted_*',
  'discharge*',
  '*date_of_death',
  'death_date',
  'deceased*',
  'date_of_service',
  'service_date',
  'visit_date',
  'encounter_date',
  'appointment_date',
  'appointment_time',
  'birth_year',
  'user.age',
  'person.age',
  // Places.
  'precinct',
  'geocode',
  // Records, plans, accounts, certificates.
  'mrn',
  'mrn_number',
  '*medical_record*',
  'chart_number',
  'health_plan*',
  '*beneficiary*',
  'insurance_id',
  'insurance_number',
  'policy_number',
  'group_number',
  'member_number',
  'subscriber.id',
  'medicare*',
  'medicaid*',
  'certificate_number',
  '*license_number',
  'driver*_license*',
  'dea_number',
  'npi',
  // Vehicles and devices.
  'license_plate',
  'licence_plate',
  'plate_number',
  'vehicle*',
  'vin',
  'serial_number',
  'device.serial*',
  'udi',
  // Addresses of pages.
  'homepage*',
  'website*',
  'personal_url',
  'profile_url',
  // The body, and pictures of it.
  'fingerprint*',
  'biometric*',
  'voice_print*',
  'retina*',
  'iris*',
  'face_id',
  'facial*',
  'photo*',
  'avatar*',
  'profile_picture*',
];

export const preset: RedactionPreset = {
  id: 'hipaa',
  rules: {},
  keys: {
    allow: NO_PERSON_IDS,
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
  adds: 'keys of patients, relatives, records, plans, devices, vehicles, dates of care, pages and pictures are masked; postal codes keep three digits; IP addresses go, but for those of your own machines',
  sources: ['https://www.ecfr.gov/current/title-45/section-164.514 (45 CFR 164.514(b)(2))'],
};
