import { isAlphanumeric, isDigit, isLetter } from '../characters.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';

/** In octets: https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1 */
const MAX_LOCAL_PART = 64;
const MAX_DOMAIN = 255;

/** What a local part may have besides letters and digits: https://www.rfc-editor.org/rfc/rfc5322#section-3.2.3 */
const LOCAL_PART = ".!#$%&'*+-/=?^_`{|}~";
/** Of these, what in texts stands between an address and what comes before it. */
const DELIMITERS = "&'/=?`{|}";

/** What is asked for as a file, a unit of systemd or a package, and is no domain. */
const NO_TOP_LEVEL =
  'service socket timer slice mount js mjs cjs ts css png jpg jpeg gif svg webp gz tgz json html jar'.split(
    ' ',
  );

const isIn = (characters: string, unit: number): boolean =>
  unit < 128 && characters.includes(String.fromCharCode(unit));

/** Letters beyond ASCII, without punctuation, symbols and surrogates: RFC 6531, RFC 5890. */
const isUnicodeLetter = (unit: number): boolean =>
  unit >= 0xc0 && (unit < 0x2000 || (unit > 0x303f && unit < 0xd800));

const isLabel = (unit: number): boolean => isAlphanumeric(unit) || isUnicodeLetter(unit);
const isTextLetter = (unit: number): boolean => isLetter(unit) || isUnicodeLetter(unit);

/** Units that the sign for `@` takes at `at`: itself, or URL-encoded up to three times. */
const signAt = (text: string, at: number): number => {
  if (text.charCodeAt(at) === 64) return 1;
  let end = at + 1;
  while (end - at < 5 && text.startsWith('25', end)) end += 2;
  return text.startsWith('40', end) ? end + 2 - at : 0;
};

/** Whether `%` at `at` opens an encoded unit of a local part: a plus, or beyond ASCII. Others are delimiters. */
const encodesLocalPart = (text: string, at: number): boolean => {
  let digit = at + 1;
  while (digit - at < 5 && text.startsWith('25', digit)) digit += 2;
  const unit = text.charCodeAt(digit);
  return unit > 55 || text.startsWith('2B', digit) || text.startsWith('2b', digit) || !isDigit(unit);
};

/** Where a quoted local part begins that ends before `at`; inside of JSON its quotes are escaped. */
const startOfQuoted = (text: string, at: number): number => {
  const isEscaped = text[at - 2] === '\\';
  for (let i = at - 2; i >= 0 && at - i <= MAX_LOCAL_PART; i--)
    if (text[i] === '"' && (text[i - 1] === '\\') === isEscaped) return isEscaped ? i - 1 : i;
  return at;
};

const startOfLocalPart = (text: string, at: number): number => {
  if (text[at - 1] === '"') return startOfQuoted(text, at);
  let start = at;
  while (at - start < MAX_LOCAL_PART) {
    const unit = text.charCodeAt(start - 1);
    if (!isLabel(unit) && !isIn(LOCAL_PART, unit)) break;
    if (unit === 37 && !encodesLocalPart(text, start - 1)) {
      // The two digits of `%22` are no part of it either.
      start = Math.min(at, start + 2);
      break;
    }
    // A delimiter within a word of an address is an apostrophe, as in o’brien, or stands among others.
    const isBeforeName = start === at || isLabel(text.charCodeAt(start));
    if (isBeforeName && isIn(DELIMITERS, unit) && !(unit === 39 && isLabel(text.charCodeAt(start - 2))))
      break;
    start--;
  }
  return start;
};

/** Whether what follows the sign is a version, or the size of an image: `1.2.3-rc.next`, `2x.png`. */
const isVersion = (text: string, domain: number): boolean => {
  let end = domain + (text[domain] === 'v' ? 1 : 0);
  const start = end;
  while (end - start < 4 && isDigit(text.charCodeAt(end))) end++;
  if (end === start) return false;
  if (text[end] === '.') return end - start === 1 || isDigit(text.charCodeAt(end + 1));
  return text[end] === 'x' && !isLabel(text.charCodeAt(end + 1));
};

/** Where the domain ends that begins at `domain`: behind the last label that opens with two letters. 0 where none does. */
const endOfDomain = (text: string, domain: number): number => {
  if (isVersion(text, domain) || !isLabel(text.charCodeAt(domain))) return 0;
  let end = 0;
  let label = domain;
  for (let i = domain; i - domain < MAX_DOMAIN; i++) {
    const unit = text.charCodeAt(i);
    if (isLabel(unit) || unit === 45) continue;
    const isTopLevel =
      label > domain && isTextLetter(text.charCodeAt(label)) && isTextLetter(text.charCodeAt(label + 1));
    if (isTopLevel) end = i;
    if (unit !== 46 || !isLabel(text.charCodeAt(i + 1))) break;
    label = i + 1;
  }
  if (end > 0 && NO_TOP_LEVEL.some((name) => name.length === end - label && text.startsWith(name, label)))
    return 0;
  return end;
};

export const rule: RedactionRule = {
  id: 'email',
  triggers: '@%',
  find(text, at, found) {
    const sign = signAt(text, at);
    if (sign === 0) return false;
    const start = startOfLocalPart(text, at);
    if (start === at) return false;
    const end = endOfDomain(text, at + sign);
    if (end === 0) return false;
    found.start = start;
    found.end = end;
    // `git` is the user of every repository.
    return !(at - start === 3 && text.startsWith('git', start));
  },
};

export const facts: RuleFacts = {
  summary: 'an e-mail address, also in URL-encoded form',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1',
    'https://www.rfc-editor.org/rfc/rfc5322#section-3.4.1',
    'https://www.rfc-editor.org/rfc/rfc6531#section-3.3',
  ],
  vectors: [
    ['mail jo@example.com now', 'mail [REDACTED:email] now'],
    ['jo.doe+news@mail.example.co.uk', '[REDACTED:email]'],
    ['to=jo%40example.com&x=1', 'to=[REDACTED:email]&x=1'],
    ['to=jo%2540example.com, to=jo%252540example.com', 'to=[REDACTED:email], to=[REDACTED:email]'],
    [
      "Jo Doe <jo@example.com>, mailto:o'neil@example.ie",
      'Jo Doe <[REDACTED:email]>, mailto:[REDACTED:email]',
    ],
    ["login failed for 'jo@example.com'", "login failed for '[REDACTED:email]'"],
    ["a!#$%&'*+/=?^_`{|}~-b@example.com", '[REDACTED:email]'],
    ['from "john doe"@example.com', 'from [REDACTED:email]'],
    ['jürgen@müller.example, 用户@例子.公司', '[REDACTED:email], [REDACTED:email]'],
    ['jo@xn--mller-kva.xn--p1ai.', '[REDACTED:email].'],
    ['/users/jo@example.com/orders', '/users/[REDACTED:email]/orders'],
    ['{"to":"jo@example.com"}', '{"to":"[REDACTED:email]"}'],
    ['%22to%22%3A%22jo%40example.com%22', '%22to%22%3A%22[REDACTED:email]%22'],
    ['jo%2Bnews%40example.com', '[REDACTED:email]'],
    ['scp jo@build.example.com:/srv/a .', 'scp [REDACTED:email]:/srv/a .'],
    ['jo@163.com jo@example.com.2', '[REDACTED:email] [REDACTED:email].2'],
  ],
  ignores: [
    '@types/node',
    'npm i pkg@1.2.3',
    'npm i @types/node@1.2.3',
    'pkg@1.2.3-rc.next',
    'lodash@4.17.21.tgz',
    'user@host',
    'a @ b.c',
    'https://example.com/@handle',
    'https://example.com/@handle.name',
    'see @example.com',
    'to=@example.com',
    'git@github.com:org/repo.git',
    'image@2x.png',
    'Foo@1a2b3c',
    'com.example.Foo@1a2b3c4d',
    'image@sha256:2c26b46b68ffc68ff99b453c1d304134',
    'user@1000.service',
    'getty@tty1.service',
    'root@127.0.0.1',
    'gin-gonic/gin@v1.9.1/context.go:174',
    'vue@3.js',
    'f@https://example.com/app.js:10:5',
    '50% @ 3.5',
  ],
  collector: {
    patterns: [
      String.raw`[A-Za-z0-9._%+-]{1,64}(?:@|%40|%2540)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}\.[A-Za-z]{2,24}`,
    ],
    remains:
      'quoted local parts, letters beyond ASCII and all but . _ % + - stay in part; names of files and units behind an @ go',
  },
};
