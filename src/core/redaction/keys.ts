/**
 * Endings and parts of key names whose values are secrets whatever they look like. Read without regard to case,
 * in the subset of regular expressions that JavaScript and RE2 share.
 * From the names that OpenTelemetry's and Sentry's data scrubbing conventions list:
 * https://opentelemetry.io/docs/security/handling-sensitive-data/ and https://docs.sentry.io/security-legal-pii/scrubbing/
 */
export const SENSITIVE_KEYS: readonly string[] = [
  'passw(?:or)?d',
  'passphrase',
  'secret',
  'credential',
  'cookie',
  'authorization',
  '(?:api|access|auth|private|encryption|signing)[._-]?key',
  'token$',
  '(?:^|[._-])(?:pwd|pin|otp|cvv|cvc|ssn|iban|jwt|sig|signature|e-?mail)$',
];

const sensitiveKey = new RegExp(SENSITIVE_KEYS.join('|'), 'i');

/** Keys come from code, so there are few different ones; a bounded memory makes the answer cheap. */
const MAX_REMEMBERED_KEYS = 2_000;

/** In UTF-16 units. */
const MAX_REMEMBERED_LENGTH = 256;

/** Keeps what was found out about a key, where there is room and the key is of the usual kind. */
export const remember = <T>(memory: Map<string, T>, key: string, value: T): T => {
  if (memory.size < MAX_REMEMBERED_KEYS && key.length <= MAX_REMEMBERED_LENGTH) memory.set(key, value);
  return value;
};

const remembered = new Map<string, boolean>();

export const isSensitiveKey = (key: string): boolean => {
  const known = remembered.get(key);
  if (known !== undefined) return known;
  return remember(remembered, key, sensitiveKey.test(key));
};

/**
 * Query parameters that carry credentials under names too short for attribute keys: those of OAuth 2 (RFC 6749) and
 * of signed URLs. https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/
 */
export const SENSITIVE_PARAMETERS: readonly string[] = [
  'code',
  'key',
  'auth',
  'session',
  'sid',
  'state',
  'awsaccesskeyid',
];

/** Attributes that hold a URL. https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/ */
export const URL_KEYS: readonly string[] = [
  'url.full',
  'url.original',
  'url.path',
  'http.url',
  'http.target',
  'http.request.header.referer',
  'http.request.header.location',
  'http.response.header.location',
];

/** Attributes that hold the part of a URL that is a list of parameters. */
export const QUERY_KEYS: readonly string[] = ['url.query', 'url.fragment'];
