import { pick, randomHex } from '../../../test/core/random.ts';
import { cardNumber, writtenCard } from '../../../test/core/redaction/generate/cards.ts';
import { between, digits, letters } from '../../../test/core/redaction/generate/digits.ts';
import { email } from '../../../test/core/redaction/generate/emails.ts';
import { iban, writtenIban } from '../../../test/core/redaction/generate/ibans.ts';
import { KINDS as NATIONAL_IDS } from '../../../test/core/redaction/generate/national-ids.ts';
import { ssn } from '../../../test/core/redaction/generate/ssns.ts';
import type { Field, Random } from './draft.ts';

/** International and national forms, by the numbering plans of the countries; X is a digit, N is 2 to 9. */
const PHONES = [
  ...[
    '+1 (NXX) NXX-XXXX',
    '+1NXXNXXXXXX',
    '(NXX) NXX-XXXX',
    'NXX-NXX-XXXX',
    'NXX.NXX.XXXX',
    '1-NXX-NXX-XXXX',
  ],
  ...['+44 20 7XXX XXXX', '020 7XXX XXXX', '07NXX XXXXXX', '+447NXXXXXXXX'],
  ...['+49 30 NXXXXXXX', '030 NXXXXXXX', '0152 NXXXXXXX', '+49 (0)89 NXXXXX'],
  ...['+33 1 NX XX XX XX', '01 NX XX XX XX', '06.NX.XX.XX.XX', '+34 612 XX XX XX', '612 XXX XXX'],
  ...['+39 06 NXXX XXXX', '333 NXX XXXX', '+31 6 NXXXXXXX', '06-NXXXXXXX', '+61 2 NXXX XXXX', '0412 XXX XXX'],
  ...[
    '+81 3-NXXX-XXXX',
    '090-NXXX-XXXX',
    '+91 98NXX XXXXX',
    '098NXX XXXXX',
    '+55 11 9NXXX-XXXX',
    '(11) 9NXXX-XXXX',
  ],
];
const phone = (random: Random): string =>
  pick(PHONES, random).replace(/[NX]/g, (kind) => String(between(kind === 'N' ? 2 : 0, 9, random)));

/** First numbers of networks that are private, reserved or for documents, or have such in them. */
const SPECIAL = [0, 10, 100, 127, 169, 172, 192, 198, 203];

const ipv4 = (random: Random): string => {
  const one = between(1, 223, random);
  const rest = [between(0, 255, random), between(0, 255, random), between(1, 254, random)];
  return SPECIAL.includes(one) ? ipv4(random) : [one, ...rest].join('.');
};
const ipv6 = (random: Random): string => {
  const group = (): string => between(1, 65535, random).toString(16);
  const start = ['2001', '2a02', '2600', '2406'];
  return pick(
    [
      () => [pick(start, random), ...Array.from({ length: 7 }, group)].join(':'),
      () => `${pick(start, random)}:${group()}:${group()}::${group()}`,
    ],
    random,
  )();
};

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const base64Url = (value: object | string): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const jwt = (random: Random): string =>
  `${base64Url({ alg: 'HS256', typ: 'JWT' })}.${base64Url({ sub: digits(6, random), exp: 1_800_000_000 })}.${letters(43, random, ALPHABET)}`;

const vendorKey = (random: Random): string =>
  pick(
    [
      () => `AKIA${letters(16, random, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
      () => `ghp_${letters(36, random, ALPHABET)}`,
      () => `glpat-${letters(20, random, ALPHABET)}`,
      () => `xoxb-${digits(12, random)}-${digits(12, random)}-${letters(24, random, ALPHABET)}`,
      () => `${'sk_'}live_${letters(24, random, ALPHABET)}`,
      () => `AIza${letters(35, random, ALPHABET)}`,
      () => `npm_${letters(36, random, ALPHABET)}`,
    ],
    random,
  )();

/** Each kind with the keys under which applications write it. */
const KINDS: readonly (readonly [
  entity: string,
  keys: readonly string[],
  make: (random: Random) => string,
])[] = [
  ['card', ['card', 'pan_entered', 'payment', 'cc'], (random) => writtenCard(cardNumber(random), random)],
  ['e-mail', ['email', 'user', 'to', 'customer', 'login'], email],
  ['phone', ['phone', 'tel', 'mobile', 'caller'], phone],
  ['IBAN', ['account', 'payee', 'debtor'], (random) => writtenIban(iban(random), random)],
  ['SSN', ['applicant', 'person', 'subject'], ssn],
  ['IP', ['client', 'remote', 'ip', 'addr'], (random) => pick([ipv4, ipv4, ipv6], random)(random)],
  [
    'secret',
    ['password', 'token', 'api_key', 'client_secret'],
    (random) => letters(between(10, 24, random), random, ALPHABET),
  ],
  [
    'secret',
    ['auth', 'sent', 'header', 'credential_used'],
    (random) => pick([jwt, vendorKey], random)(random),
  ],
  [
    'MAC',
    ['device', 'nic', 'hw'],
    (random) => Array.from({ length: 6 }, () => randomHex(2, random)).join(':'),
  ],
];

const nationalId = (random: Random): Field => {
  const [, { names, sample }] = pick(Object.entries(NATIONAL_IDS), random);
  const { alone, named } = sample(random);
  const isNamed = alone.length === 0 || (named.length > 0 && random() < 0.5);
  const entity = 'national id';
  return isNamed
    ? {
        key: pick(
          names.filter((name) => /^[\w -]+$/.test(name)),
          random,
        ).replaceAll(' ', '_'),
        value: { entity, value: pick(named, random) },
      }
    : {
        key: pick(['document', 'person', 'customer'], random),
        value: { entity, value: pick(alone.length > 0 ? alone : named, random) },
      };
};

/** National ids are one kind among the others. */
export const plant = (random: Random): Field => {
  const [entity, keys, make] = pick([...KINDS, undefined], random) ?? [];
  if (!entity || !keys || !make) return nationalId(random);
  return { key: pick(keys, random), value: { entity, value: make(random) } };
};

export const PLANTED: readonly string[] = [...new Set([...KINDS.map(([entity]) => entity), 'national id'])];
