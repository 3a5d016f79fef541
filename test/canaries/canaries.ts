import { randomBytes, randomInt } from 'node:crypto';

/** What a canary looks like. `name` has no shape: only where everything goes is it to go too. */
export type CanaryKind =
  | 'email'
  | 'card'
  | 'phone'
  | 'iban'
  | 'jwt'
  | 'token'
  | 'key'
  | 'ipv4'
  | 'ssn'
  | 'mac'
  | 'name';

/** Personal data or a secret that is new in each run, so that wherever it turns up, it came from this run. */
interface Canary {
  readonly place: string;
  readonly kind: CanaryKind;
  /** The part that is random; `formsOf` has the encodings in which it is searched for. */
  readonly needle: string;
  /** As a person or a program writes it. */
  readonly text: string;
}

/** What is put into one place. */
export interface Planted {
  readonly place: string;
  /** Harmless, a name that SQL, GraphQL and brokers take, and beside the canaries: where it is found, they were there. */
  readonly marker: string;
  readonly canaries: readonly Canary[];
  /** Marker and canaries as one text. */
  readonly text: string;
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
/** Letters alone: the Collector takes digits in a statement for literals, in names too. */
export const letters = (count: number): string =>
  Array.from({ length: count }, () => String.fromCharCode(97 + randomInt(26))).join('');
const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');
const base64url = (value: string | Buffer): string => Buffer.from(value).toString('base64url');

/** https://www.iso.org/standard/70484.html, annex B: the sum of the digits, every second doubled, ends in 0. */
const cardNumber = (): string => {
  const body = `4${digits(14)}`;
  const sum = [...body]
    .reverse()
    .map((digit, i) => (i % 2 === 0 ? 2 * Number(digit) : Number(digit)))
    .reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
};

/** ISO 13616: the number with the country's letters as 13 and 14 leaves 1 when divided by 97. */
const iban = (): string => {
  const account = digits(18);
  const check = 98n - (BigInt(`${account}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${account}`;
};

const jwt = (): readonly [text: string, needle: string] => {
  const signature = base64url(randomBytes(32));
  const claims = base64url(JSON.stringify({ sub: hex(8), iat: 1_700_000_000 }));
  return [`${base64url('{"alg":"HS256","typ":"JWT"}')}.${claims}.${signature}`, signature.slice(0, 40)];
};

/** By kind: the text, and the part of it to look for. */
const MAKERS: Readonly<Record<CanaryKind, () => readonly [text: string, needle: string]>> = {
  email: () => {
    const needle = hex(8);
    return [`mary.${needle}@example.com`, needle];
  },
  card: () => {
    const number = cardNumber();
    return [number, number];
  },
  phone: () => {
    const number = `151${digits(8)}`;
    return [`+49${number}`, number];
  },
  iban: () => {
    const number = iban();
    return [number, number];
  },
  jwt,
  token: () => {
    const needle = hex(12);
    return [`api_token=${needle}`, needle];
  },
  key: () => {
    const needle = hex(18);
    return [`ghp_${needle}`, needle];
  },
  ipv4: () => {
    // Public ones with three digits in each place, so that none is found by chance.
    const address = [130 + randomInt(30), ...Array.from({ length: 3 }, () => 100 + randomInt(150))].join('.');
    return [address, address];
  },
  ssn: () => {
    const number = `${100 + randomInt(500)}-${10 + randomInt(89)}-${1_000 + randomInt(9_000)}`;
    return [number, number];
  },
  mac: () => {
    const address = ['9c', ...Array.from({ length: 5 }, () => hex(1))].join(':');
    return [address, address];
  },
  name: () => {
    const needle = `Zoe${hex(7)}`;
    return [needle, needle];
  },
};

/** All that can be told by its shape. */
export const SHAPED: readonly CanaryKind[] = [
  'email',
  'card',
  'phone',
  'iban',
  'jwt',
  'token',
  'key',
  'ipv4',
  'ssn',
  'mac',
];

export const plant = (place: string, kinds: readonly CanaryKind[] = SHAPED): Planted => {
  const marker = `marker_${place.replace(/[^a-z]+/gi, '_').toLowerCase()}_${letters(10)}`;
  const canaries = kinds.map((kind): Canary => {
    const [text, needle] = MAKERS[kind]();
    return { place, kind, needle, text };
  });
  return { place, marker, canaries, text: [marker, ...canaries.map(({ text }) => text)].join(' ') };
};

/** How base64 shows a text in the middle of others: it depends on the offset, and the ends mix with their neighbours. */
const base64Forms = (text: string): string[] =>
  [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).toString('base64');
    const middle = encoded.slice(offset === 0 ? 0 : 4, -4);
    return [middle, middle.replaceAll('+', '-').replaceAll('/', '_')];
  });

/** A text as bytes may have it: as it is, URL-encoded once and twice, in hexadecimal digits and in base64. */
const formsOf = (text: string): readonly string[] => {
  const encoded = encodeURIComponent(text);
  const digitsOfBytes = Buffer.from(text).toString('hex');
  const forms = [
    text,
    encoded,
    encodeURIComponent(encoded),
    digitsOfBytes,
    digitsOfBytes.toUpperCase(),
    ...base64Forms(text),
  ];
  return [...new Set(forms)];
};

/** Which of the texts the bytes contain in any form. */
export const findTexts = (bytes: Buffer, texts: readonly string[]): string[] =>
  texts.filter((text) => formsOf(text).some((form) => bytes.includes(form)));

/** What a search of one place's bytes gives: `email in the query`. */
export const describeFound = (planted: readonly Planted[], found: readonly string[]): readonly string[] =>
  planted
    .flatMap(({ canaries }) => canaries)
    .filter(({ needle }) => found.includes(needle))
    .map(({ kind, place }) => `${kind} in ${place}`);

export const needlesOf = (planted: readonly Planted[]): readonly string[] =>
  planted.flatMap(({ marker, canaries }) => [marker, ...canaries.map(({ needle }) => needle)]);
