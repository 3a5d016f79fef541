import { isAlphanumeric, isDigit } from '../characters.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';

/** In octets: https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1 */
const MAX_LOCAL_PART = 64;
const MAX_DOMAIN = 255;

/** What a local part has no more than a space: https://www.rfc-editor.org/rfc/rfc5322#section-3.2.3 */
const NOT_IN_LOCAL_PART = '"(),:;<>@[\\]';
/** What it may have, but in texts stands between an address and what comes before it. */
const DELIMITERS = "&'/=?`{|}";

/** Ends of what is no domain: files, units of systemd. */
const NO_TOP_LEVEL = ['service', 'slice', 'socket', 'js', 'css', 'png', 'jpg', 'svg', 'tgz', 'json'];

/** A letter or digit, also beyond ASCII, but for punctuation, symbols and surrogates: RFC 6531,
 * RFC 5890. U+FFFD stands for one that was not decoded. */
const isLabel = (unit: number): boolean =>
  isAlphanumeric(unit) ||
  (unit > 0xbf && (unit < 0x2000 || unit > 0x303f) && (unit < 0xd800 || unit === 0xfffd));

const isLocalPart = (unit: number): boolean =>
  isLabel(unit) || (unit > 32 && unit < 127 && !NOT_IN_LOCAL_PART.includes(String.fromCharCode(unit)));

const startOfLocalPart = (text: string, at: number): number => {
  let start = at;
  if (text[at - 1] === '"') {
    // Quoted; inside of JSON the quotes are escaped.
    const isEscaped = text[at - 2] === '\\';
    for (start = at - 2; at - start < MAX_LOCAL_PART; start--)
      if (text[start] === '"' && (text[start - 1] === '\\') === isEscaped)
        return isEscaped ? start - 1 : start;
    return at;
  }
  for (; at - start < MAX_LOCAL_PART; start--) {
    const unit = text.charCodeAt(start - 1);
    if (!isLocalPart(unit)) break;
    // A delimiter within an address is an apostrophe, as in o'brien, or stands among others.
    if (
      (start === at || text[start] === '%' || isLabel(text.charCodeAt(start))) &&
      DELIMITERS.includes(String.fromCharCode(unit)) &&
      (unit !== 39 || !isLabel(text.charCodeAt(start - 2)))
    )
      break;
  }
  return start;
};

/** Whether what follows the sign is a version, or the size of an image: `1.2.3-rc.next`, `2x.png`. */
const isVersion = (text: string, domain: number): boolean => {
  const start = domain + (text[domain] === 'v' ? 1 : 0);
  let end = start;
  while (end - start < 4 && isDigit(text.charCodeAt(end))) end++;
  const next = text.charCodeAt(end + 1);
  return (
    end > start &&
    (text[end] === '.' ? end === start + 1 || isDigit(next) : text[end] === 'x' && !isLabel(next))
  );
};

/** Where the domain ends that begins at `domain`: behind the last label that opens with two letters. 0 for none. */
const endOfDomain = (text: string, domain: number): number => {
  let end = 0;
  let label = domain;
  for (let i = domain; i - domain < MAX_DOMAIN; i++) {
    const unit = text.charCodeAt(i);
    if (isLabel(unit) || unit === 45) continue;
    if (label > domain && isTopLevel(text, label, i)) end = i;
    label = i + 1;
    if (unit !== 46 || !isLabel(text.charCodeAt(label))) break;
  }
  return end;
};

const isTopLevel = (text: string, start: number, end: number): boolean => {
  for (let i = start; i < start + 2; i++)
    if (!isLabel(text.charCodeAt(i)) || isDigit(text.charCodeAt(i))) return false;
  for (const name of NO_TOP_LEVEL)
    if (end - start === name.length && text.startsWith(name, start)) return false;
  return true;
};

export const rule: RedactionRule = {
  id: 'email',
  triggers: '@',
  find(text, at, found) {
    found.start = startOfLocalPart(text, at);
    // `git` is the user of every repository.
    if (found.start === at || (at - found.start === 3 && text.startsWith('git', found.start))) return false;
    found.end = isVersion(text, at + 1) ? 0 : endOfDomain(text, at + 1);
    return found.end > 0;
  },
};

/** Letters beyond ASCII, as in `isLabel`. */
const LETTERS = 'À-\u1fff\u3040-\ud7ff';
const LOCAL = `[A-Za-z0-9.!#$%*+^_~${LETTERS}-]{1,64}`;
const LABEL = `[A-Za-z0-9${LETTERS}-]{1,63}`;

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
    [
      'to=jo%2540example.com, to=jo%252540example.com',
      'to=[REDACTED:email], to=[REDACTED:email]',
      'to=[REDACTED:email], to=jo%252540example.com',
    ],
    [
      "Jo Doe <jo@example.com>, mailto:o'neil@example.ie",
      'Jo Doe <[REDACTED:email]>, mailto:[REDACTED:email]',
    ],
    ["login failed for 'jo@example.com'", "login failed for '[REDACTED:email]'"],
    ["a!#$%&'*+/=?^_`{|}~-b@example.com", '[REDACTED:email]', "a!#$%&'*+/=?^_`{|}[REDACTED:email]"],
    ['from "john doe"@example.com', 'from [REDACTED:email]'],
    ['jürgen@müller.example, 用户@例子.公司', '[REDACTED:email], [REDACTED:email]'],
    ['jo@xn--mller-kva.xn--p1ai.', '[REDACTED:email].'],
    ['/users/jo@example.com/orders', '/users/[REDACTED:email]/orders'],
    ['{"to":"jo@example.com"}', '{"to":"[REDACTED:email]"}'],
    ['%22to%22%3A%22jo%40example.com%22', '%22to%22%3A%22[REDACTED:email]%22', '[REDACTED:email]%22'],
    ['jo%2Bnews%40example.com', '[REDACTED:email]'],
    ['scp jo@build.example.com:/srv/a .', 'scp [REDACTED:email]:/srv/a .'],
    [
      'jo&#64;example.com, jo&#x40;example.com, jo&commat;example.com',
      '[REDACTED:email], [REDACTED:email], [REDACTED:email]',
    ],
    [
      '&#106;&#111;&#64;example&#46;com; jo&amp;#64;example.com',
      '[REDACTED:email]; [REDACTED:email]',
      '&#106;&#111;&#64;example&#46;com; jo&amp;#64;example.com',
    ],
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
    'a &#64; b.c',
    'R&D; a&b#64;c.d',
  ],
  collector: {
    patterns: [
      String.raw`(?:"[^"@\\\r\n]{1,64}"|${LOCAL}(?:'${LOCAL}){0,2})(?:@|%40|%2540)${LABEL}(?:\.${LABEL}){0,8}\.(?:xn--[A-Za-z0-9-]{2,59}|[A-Za-z${LETTERS}]{2,24})`,
      String.raw`${LOCAL}&(?:#0{0,2}64|#[xX]0{0,2}40|commat);?${LABEL}(?:\.${LABEL}){0,8}\.[A-Za-z${LETTERS}]{2,24}`,
    ],
    remains:
      'a local part begins behind the last & / = ? ` { | } in it; one whose @ is URL-encoded three times stays, and what stands before one in URL-encoded text goes with it; of one with other references of HTML than that of @ all stays; names of files and units behind an @ go',
  },
};
