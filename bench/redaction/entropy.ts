/**
 * Whether entropy would find more secrets than prefixes and names do, and what it would cost: `node bench/redaction/entropy.ts`.
 * Shannon's entropy of the characters of a value, in bits a character, which is what scanners of repositories go by.
 */
import { createRedactor } from '../../src/core/redaction/index.ts';
import { createRandom, pick, randomHex } from '../../test/core/random.ts';
import { between, digits, letters } from '../../test/core/redaction/generate/digits.ts';
import { uuid } from './generator/harmless.ts';

const SEED = 5;
const COUNT = 5_000;
const THRESHOLDS = [3, 3.5, 4, 4.25, 4.5];

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const BASE62 = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${LOWER}0123456789`;
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const entropyOf = (text: string): number => {
  const counts = new Map<string, number>();
  for (const each of text) counts.set(each, (counts.get(each) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
};

type Random = () => number;
type Makers = Readonly<Record<string, (random: Random) => string>>;

const WORDS =
  'learn fading circle delay config cache manager organization payment checkout basket worker queue retry handler module stores kinds project default'.split(
    ' ',
  );
const words = (count: number, sign: string, random: Random): string =>
  Array.from({ length: count }, () => pick(WORDS, random)).join(sign);
const base64Url = (bytes: number, random: Random): string =>
  Buffer.from(randomHex(2 * bytes, random), 'hex').toString('base64url');

/** Without a prefix: under no name only entropy could find them. */
const SECRETS: Makers = {
  'password of a manager, 20': (r) => letters(20, r, `${BASE62}!#$%*+-.`),
  'token of 32 letters and digits': (r) => letters(32, r, BASE62),
  'key of 32 bytes in base64': (r) => base64Url(32, r),
  'key of 16 bytes in hexadecimal': (r) => randomHex(32, r),
};

/** What telemetry has in the same places, and needs. */
const HARMLESS: Makers = {
  UUID: uuid,
  'trace id': (r) => randomHex(32, r),
  'commit, or digest': (r) => randomHex(pick([40, 64], r), r),
  ULID: (r) => `01${letters(24, r, CROCKFORD)}`,
  'nanoid, 21': (r) => letters(21, r, `${BASE62}-_`),
  'id of CloudFront, 56': (r) => base64Url(42, r),
  'cursor of a page': (r) =>
    Buffer.from(`{"id":${digits(8, r)},"at":"${between(2019, 2026, r)}"}`).toString('base64url'),
  'integrity of a file': (r) => `sha256-${base64Url(32, r)}`,
  'name of a chunk': (r) => `${pick(WORDS, r)}-${letters(8, r, BASE62)}.js`,
  'name of a pod': (r) => `${words(2, '-', r)}-${randomHex(10, r)}-${letters(5, r, LOWER)}`,
};

/** Behind a prefix that is a word as well. */
const PREFIXED: Makers = {
  'key behind sk-': (r) => `sk-${letters(48, r, BASE62)}`,
  'key behind secret_': (r) => `secret_${letters(43, r, BASE62)}`,
};
const PROSE: Makers = {
  'words behind sk-': (r) => `sk-${words(6, '-', r)}`,
  'words behind secret_': (r) => `secret_${words(7, '_', r)}`,
};

export interface EntropyRow {
  readonly kind: string;
  /** Of a thousand, how many the engine takes out, and how many entropy would, by threshold. */
  readonly engine: number;
  readonly entropy: readonly number[];
}

const { text: redact } = createRedactor();

export const measureEntropy = (makers: Makers, count = COUNT, seed = SEED): readonly EntropyRow[] =>
  Object.entries(makers).map(([kind, make]) => {
    const random = createRandom(seed);
    const values = Array.from({ length: count }, () => make(random));
    const perThousand = (isHit: (value: string) => boolean): number =>
      Math.round((values.filter(isHit).length * 1_000) / count);
    return {
      kind,
      engine: perThousand((value) => redact(value) !== value),
      entropy: THRESHOLDS.map((bits) => perThousand((value) => entropyOf(value) >= bits)),
    };
  });

export const ENTROPY_GROUPS = {
  'secrets without prefix and name': SECRETS,
  'harmless values': HARMLESS,
  'keys behind a prefix that is a word': PREFIXED,
  'words behind such a prefix': PROSE,
} as const;

if (import.meta.main)
  for (const [group, makers] of Object.entries(ENTROPY_GROUPS)) {
    console.log(
      `\n${group}, taken out of a thousand: engine, entropy of at least ${THRESHOLDS.join(', ')} bits`,
    );
    for (const { kind, engine, entropy } of measureEntropy(makers))
      console.log(
        `  ${kind.padEnd(34)} ${[engine, ...entropy].map((each) => String(each).padStart(5)).join('')}`,
      );
  }
