import { createTermMatcher, type KeyTerm, MAX_KEY_LENGTH, patternOfTerm } from './key-terms.ts';

/**
 * Names whose values are secrets or identify a person, whatever they look like: of attributes, fields, headers and
 * parameters, and before `=` and `:` in text. From the names that OpenTelemetry's and Sentry's scrubbing list:
 * https://opentelemetry.io/docs/security/handling-sensitive-data/ and
 * https://docs.sentry.io/security-legal-pii/scrubbing/server-side-scrubbing/
 * Endings are tied to the end where the word goes on in harmless names: `token_count`, `cookie_consent`.
 */
const SENSITIVE_TERMS: readonly KeyTerm[] = [
  'password|passwd|passwort|passphrase',
  'pwd$',
  'user|db|mysql|smtp|redis|ftp|http|basic|login|admin|root|ssh|proxy|store|key|bind pass$',
  '^pw$',
  'user|db|bind|root|admin|ldap|login pw$',
  'secret|secrets$',
  'secret key|access|value|token|string|hash',
  'credential|credentials$',
  'credential|credentials value|data|json|key',
  'token$',
  'token value|hash|string|secret',
  'access|refresh|bearer|auth|id|api|session|csrf|xsrf tokens$',
  'authorization$',
  'rediscli auth$',
  'authorization code|header|value|data',
  'api|access|auth|private|encryption|signing|master|shared|account|storage|license|subscription|functions|ssh|pgp|gpg|hmac|aes|rsa|jwt|session|webhook|deploy key|keys$',
  'api|access|private|encryption|signing|master|account|storage key|keys id|pem|data|value|hash|base64',
  '^jwt|sig|signature|otp|totp|pin|ssn|iban|cvv|cvv2|cvc|cvc2|cvn$',
  'user|card|device|sim|login|bank|atm|debit|credit pin|cvv|cvc|ssn|iban$',
  'csrf|xsrf',
  'code verifier$',
  'mfa|2fa|totp|otp code$',
  'cookie|cookies$',
  'cookie|cookies header|value|string',
  '^email|e-mail|e_mail$',
];

/** The same of keys alone: in text these words go before other things too, or a rule knows better where the value ends. */
const KEY_TERMS: readonly KeyTerm[] = [
  '^pass$',
  '^auth$',
  '^session|sid$',
  'phpsessid|jsessionid|sessid',
  'sessionid|session_id|session-id|sessiontoken|sessiondata|session_data|session-data$',
  'onetime|one-time|one_time|verification|security|confirmation|activation|recovery|backup|mfa|2fa|totp|otp|pin code|codes$',
  'card number|num|no$',
  'credit|debit card$',
  'bank account$',
  'account number|no$',
  'social security|insurance',
  'national|tax|passport id|number|no$',
  'licence|license number|no$',
  '^passport$',
  'email|e-mail|e_mail address$',
  'user|customer|contact|client|billing|shipping|account|owner|recipient|sender email$',
];

const ALL_TERMS: readonly KeyTerm[] = [...SENSITIVE_TERMS, ...KEY_TERMS];

/**
 * What `isSensitiveAttribute` says, for the Collector: patterns that are read without regard to case, each with its
 * anchors at the ends.
 */
export const SENSITIVE_KEYS: readonly string[] = /* @__PURE__ */ ALL_TERMS.map(patternOfTerm);

const isSensitive = createTermMatcher(SENSITIVE_TERMS);

/** Whether the value of an attribute, a field, a header or a parameter has to go because of its name. */
export const isSensitiveAttribute: (key: string) => boolean = createTermMatcher(ALL_TERMS);

/** Keys come from code, so there are few different ones; a bounded memory makes the answer cheap. */
const MAX_REMEMBERED_KEYS = 2_000;

/** Keeps what was found out about a key, where there is room and the key is of the usual kind. */
const remember = <T>(memory: Map<string, T>, key: string, value: T): T => {
  if (memory.size < MAX_REMEMBERED_KEYS && key.length <= MAX_KEY_LENGTH) memory.set(key, value);
  return value;
};

const remembered = new Map<string, boolean>();

/** Whether a value has to go because of the name that stands before it, in text too. */
export const isSensitiveKey = (key: string): boolean => {
  const known = remembered.get(key);
  if (known !== undefined) return known;
  return remember(remembered, key, isSensitive(key));
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
