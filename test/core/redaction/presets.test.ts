import { describe, expect, test } from '@jest/globals';
import { createRedactor, type RedactionPolicy } from '../../../src/core/redaction/index.ts';

const redactorOf = (preset: NonNullable<RedactionPolicy['preset']>) =>
  createRedactor({ preset, hashKey: '0123456789abcdef0123456789abcdef' });

/** What stays of attributes with these names, whatever their values are. */
const stayingIn = (preset: NonNullable<RedactionPolicy['preset']>, names: readonly string[]) => {
  const record = Object.fromEntries(names.map((name) => [name, 'Zoe4711']));
  const clean: Readonly<Record<string, unknown>> = redactorOf(preset).attributes(record);
  return names.filter((name) => clean[name] === 'Zoe4711');
};

/** https://www.ecfr.gov/current/title-45/section-164.514 (b)(2)(i)(A) to (R), but for what has a form of its own. */
const HIPAA: Readonly<Record<string, readonly string[]>> = {
  names: [
    'user.name',
    'patient.name',
    'patientName',
    'first_name',
    'maiden_name',
    'next_of_kin',
    'relative.name',
    'employer',
  ],
  'places smaller than a state': [
    'street_address',
    'city',
    'county',
    'precinct',
    'postal_code',
    'patient.zip',
    'geocode',
    'latitude',
    'lng',
  ],
  dates: [
    'dob',
    'birthDate',
    'birth_year',
    'admission_date',
    'admitted_at',
    'discharged_at',
    'date_of_death',
    'deceased_date',
    'date_of_service',
    'visit_date',
    'patient.age',
    'user.age',
  ],
  'telephone numbers': ['phone', 'telephone', 'mobile', 'cell_phone'],
  'fax numbers': ['fax', 'fax_number'],
  'e-mail addresses': ['email', 'email_address', 'user.email'],
  'social security numbers': ['ssn', 'social_security_number'],
  'medical record numbers': ['mrn', 'medicalRecordNumber', 'patient_mrn', 'chart_number'],
  'health plan beneficiary numbers': [
    'health_plan_id',
    'beneficiary_id',
    'member_id',
    'memberNumber',
    'subscriber_id',
    'policy_number',
    'insurance_id',
    'medicare_number',
  ],
  'account numbers': ['account_number', 'account.id'],
  'certificate and license numbers': [
    'certificate_number',
    'license_number',
    'drivers_license',
    'driver_license_number',
    'npi',
  ],
  'vehicle identifiers': ['vin', 'vehicle.id', 'license_plate', 'plate_number'],
  'device identifiers': ['device.id', 'device_serial', 'serialNumber', 'udi', 'imei', 'android_id'],
  URLs: ['homepage', 'website', 'personal_url', 'profile_url'],
  'IP addresses': ['client.address', 'remote_addr', 'x-forwarded-for'],
  'biometric identifiers': [
    'fingerprint',
    'biometric_id',
    'voiceprint',
    'voice_print',
    'retina_scan',
    'face_id',
    'facial_template',
  ],
  photographs: ['photo_url', 'photograph', 'avatar_url', 'profile_picture'],
  'any other number': ['patient_id', 'user.id', 'session.id', 'customer_id'],
};

describe('hipaa', () => {
  test.each(Object.entries(HIPAA))('%s', (_what, names) => {
    expect(stayingIn('hipaa', names)).toEqual([]);
  });
});

describe('pci', () => {
  test('no sensitive authentication data, no card number but its last four digits', () => {
    const record = {
      cvv: '123',
      cvc2: '123',
      cav2: '123',
      csc: '1234',
      card_cid: '1234',
      cvvCode: '123',
      security_code: '123',
      pin: '1234',
      pin_block: '041234FFFFFFFFFF',
      encryptedPinBlock: '0412',
      'card.pin': '1234',
      track1: 'x',
      track_2_data: 'x',
      track2_equivalent_data: 'x',
      track3: 'x',
      magstripe: 'x',
      icc_data: 'x',
    };
    expect(redactorOf('pci').attributes(record)).toEqual({});
  });

  test.each([
    ['pan 4111 1111 1111 1111.', 'pan **** **** **** 1111.'],
    ['%B4111111111111111^DOE/JO^25121010000000000?', '%?'],
    [';4111111111111111=25121010000000000?', ';?'],
    ['57:4111111111111111D25121010000000000F', '57:F'],
    [
      '{"cvv":"123","pin":"1234"}',
      '{"cvv":"[REDACTED:secret-assignment]","pin":"[REDACTED:secret-assignment]"}',
    ],
  ])('%s', (text, clean) => {
    expect(redactorOf('pci').text(text)).toBe(clean);
  });

  test('what else is on the card', () => {
    const names = [
      'cardholder',
      'cardholderName',
      'name_on_card',
      'expiry',
      'exp_date',
      'expirationMonth',
      'service_code',
    ];
    expect(stayingIn('pci', names)).toEqual([]);
  });
});

describe('gdpr', () => {
  const people = [
    'user.id',
    'userId',
    'customer_id',
    'session.id',
    'device_id',
    'cookie_id',
    'advertising_id',
    'idfa',
    'imei',
    'enduser.id',
  ];

  test.each([...people, 'user.email'])('%s becomes a pseudonym, the same each time', (name) => {
    const [one, other, again] = ['a', 'b', 'a'].map(
      (value) => redactorOf('gdpr').attributes({ [name]: value })[name],
    );
    expect(one).toMatch(/^\[HASHED:key_[0-9a-f]{16}\]$/);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  test('addresses, cookies, places and browsers are not to be read', () => {
    const names = ['cookie', 'city', 'lat', 'user_agent.original', 'username', 'nickname', 'dob', 'mobile'];
    expect(stayingIn('gdpr', names)).toEqual([]);
    const addresses = { 'client.address': '203.0.113.5', note: 'from 203.0.113.5 and 10.2.3.4' };
    expect(redactorOf('gdpr').attributes(addresses)).toEqual({
      'client.address': '203.0.113.0',
      note: 'from [REDACTED:ipv4] and [REDACTED:private-ip]',
    });
  });
});

// The account of a cloud is no person's, and errors are grouped by their fingerprints.
test.each(['strict', 'gdpr', 'hipaa', 'pci', 'balanced'] as const)(
  '%s leaves what identifies no person',
  (preset) => {
    const names = [
      'cloud.account.id',
      'binnacle.error.fingerprint',
      'service.name',
      'k8s.pod.name',
      'http.route',
    ];
    expect(stayingIn(preset, names)).toEqual(names);
  },
);
