import { DIGITS, isAlphanumeric, isDigit } from '../characters.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';
import { isWordBefore, skip } from '../words.ts';

/** What names the way of hashing, between two dollar signs. */
const METHODS =
  '1 2 2a 2b 2x 2y 5 6 7 y gy apr1 argon2i argon2d argon2id scrypt pbkdf2-sha1 pbkdf2-sha256 pbkdf2-sha512 P H'.split(
    ' ',
  );

/** Of Django, whose name has no sign before it. */
const DJANGO = ['pbkdf2_sha256', 'pbkdf2_sha1', 'bcrypt_sha256'];

/** Of the shortest salt and hash. */
const MIN_LENGTH = 22;
const MAX_LENGTH = 512;
const MAX_METHOD = 13;

const DOLLAR = 36;
const COMMA = 44;

const isMethodUnit = (unit: number): boolean => isAlphanumeric(unit) || unit === 45;

const isMethod = (text: string, start: number, end: number): boolean => {
  for (const method of METHODS)
    if (end - start === method.length && text.startsWith(method, start)) return true;
  return false;
};

/** Where the fields end: base64 in its alphabets, parameters, and signs between them. */
const endOfFields = (text: string, from: number): number => {
  let end = from;
  for (; end - from < MAX_LENGTH; end++) {
    const unit = text.charCodeAt(end);
    // `m=65536,t=3,p=4`, and no list of hashes
    if (
      unit === COMMA
        ? text[end + 2] !== '='
        : !(isAlphanumeric(unit) || unit === DOLLAR || '+-./=_'.includes(text[end] ?? ' '))
    )
      break;
  }
  while (text[end - 1] === '.') end--;
  return end;
};

export const rule: RedactionRule = {
  id: 'password-hash',
  triggers: '$',
  prefixes: [...DIGITS, ...'yagPHs'].map((first) => `$${first}`).concat('$pb'),
  find(text, at, found) {
    let start = at;
    const second = skip(text, at + 1, isMethodUnit, MAX_METHOD);
    if (text.charCodeAt(second) !== DOLLAR) return false;
    if (!isMethod(text, at + 1, second)) {
      const name = DJANGO.find((each) => isWordBefore(text, at, each));
      if (!name) return false;
      start = at - name.length;
    }
    const end = endOfFields(text, second);
    let digits = 0;
    for (let i = second; i < end; i++) if (isDigit(text.charCodeAt(i))) digits++;
    found.start = start;
    found.end = end;
    return end - second > MIN_LENGTH && digits > 1;
  },
};

export const facts: RuleFacts = {
  summary: 'the hash of a password, as crypt, bcrypt, scrypt, Argon2, PHP and Django write it',
  sources: [
    'https://man7.org/linux/man-pages/man5/crypt.5.html',
    'https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md',
    'https://docs.djangoproject.com/en/5.2/topics/auth/passwords/',
    'https://www.openwall.com/phpass/',
  ],
  vectors: [
    ['jo,$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy,x', 'jo,[REDACTED:password-hash],x'],
    [
      'jo:$6$rounds=5000$usesomesillystri$D4IrlXatmP7rx3P3InaxBeoomnAihCKRVQUR:19000',
      'jo:[REDACTED:password-hash]:19000',
    ],
    [
      'is $argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b3dWRWJTmaaNObG.',
      'is [REDACTED:password-hash].',
    ],
    ['$P$B7Zr3Fb1Ks9Q2wXeYtUiOpAsDfGh5J0', '[REDACTED:password-hash]'],
    ['"pbkdf2_sha256$260000$s4lts4lt$h4shh4shh4shh4sh="', '"[REDACTED:password-hash]"'],
  ],
  ignores: [
    '$1',
    'costs $5 and $6',
    's/a/$1$2/',
    '$1$ and $2$',
    '$5$ is the price of all of them',
    '$2a$10$',
    'where a = $1 and b = $2',
    '$scope$apply',
    '$ $2b$',
  ],
  collector: {
    patterns: [
      String.raw`\$(?:2[abxy]?|[1567]|g?y|apr1|argon2(?:id|[id])|scrypt|pbkdf2-sha(?:1|256|512)|[PH])\$(?:[\w+./=$-]|,[a-z]=){18,512}[\w+/=]`,
      String.raw`\b(?:pbkdf2_sha(?:256|1)|bcrypt_sha256)\$[\w+./=$-]{20,512}[\w+/=]`,
    ],
    remains: 'the digits in it are not counted',
  },
};
