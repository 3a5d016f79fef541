import { isDigit, isWord } from '../characters.ts';
import type { Found, RedactionRule, RuleFacts } from '../rule.ts';
import { isNameUnit, isWordAt, isWordBefore, skip } from '../words.ts';

const MAX_USER_INFO = 384;

/** Of an address between the parentheses of a Go driver's DSN. */
const MAX_ADDRESS = 64;
const MAX_PROTOCOL = 24;

/** By code unit: 1 where it ends what may be a user and a password. */
const ENDS = new Uint8Array(128);
for (const each of ' \t\r\n/"\'?#<>') ENDS[each.charCodeAt(0)] = 1;

const COLON = 58;
const EQUALS = 61;
const SLASH = 47;
const AT = 64;
const BRACKET = 91;

/** Of a password that is not encoded, how much may stand behind a sign that ends it, up to the `@`. */
const MAX_REST = 32;

const hasDigit = (text: string, start: number, end: number): boolean => {
  for (let i = start; i < end; i++) if (isDigit(text.charCodeAt(i))) return true;
  return false;
};

/** Whether the sign at `at` is a part of the password from `start` on: no port stands before it, and an `@` follows soon. */
const isInPassword = (text: string, start: number, at: number): boolean => {
  if (!'#?/'.includes(text[at] as string) || at === start || text[start - 2] === '/') return false;
  if (isDigit(text.charCodeAt(start)) && isNumberedHost(text, start, at)) return false;
  // `http://host:port/path@v1`
  if (text.charCodeAt(at) === SLASH && !hasDigit(text, start, at)) return false;
  for (let i = at + 1; i - at < MAX_REST && i < text.length; i++) {
    if (text.charCodeAt(i) === AT) return isWord(text.charCodeAt(i + 1));
    if (text.charCodeAt(i) <= 32 || '"\'<>=&,()/?#'.includes(text[i] as string)) return false;
  }
  return false;
};

/** `:8080` and `:27017,b:27017` */
const isNumberedHost = (text: string, start: number, at: number): boolean => {
  const end = skip(text, start, isDigit, 6);
  return end === at || text[end] === ',';
};

/** What stands before a user of Go's DSN, which has no scheme: `dsn=jo:x@tcp(db)/y`. */
const isBeforeUser = (unit: number): boolean =>
  unit <= 32 || unit === 34 || unit === 39 || unit === 96 || unit === 60 || unit === 62;

/** How far the last look back came: of many `@` in a line each looks no further than to the one before. */
const seen = { search: 0, at: 0, start: 0, colon: -1 };

/** `@tcp(db:3306)/x`, `@unix(/sock)/x`, `@cloudsql(a:b:c)/x`, `@/x`; of unknown protocols only with all of it. */
const isAddress = (text: string, at: number): boolean => {
  if (text[at + 1] === '/') {
    // The name of a database, and no path of an import: `a:b@/src/c.ts`.
    const end = skip(text, at + 2, isNameUnit, MAX_ADDRESS);
    return end > at + 2 && !'./'.includes(text[end] ?? ' ');
  }
  const open = skip(text, at + 1, isNameUnit, MAX_PROTOCOL);
  if (text[open] !== '(' || open === at + 1) return false;
  if (isWordAt(text, at, '@tcp') || isWordAt(text, at, '@unix')) return true;
  let end = open + 1;
  while (end - open < MAX_ADDRESS && end < text.length && !'@() \n'.includes(text[end] as string)) end++;
  return text[end] === ')' && text[end + 1] === '/';
};

/** `user:password` before the `@` of a DSN of Go. */
const findBefore = (text: string, at: number, found: Found): boolean => {
  if (!isAddress(text, at)) return false;
  const isPlain = text[at + 1] === '/';
  const { search = -1, until = 0 } = found;
  const isKnown = search === seen.search && seen.at < at;
  const first = Math.max(until, at - MAX_USER_INFO);
  let start = at;
  let colon = -1;
  for (; start > first && !isBeforeUser(text.charCodeAt(start - 1)); start--) {
    if (isKnown && start === seen.at) {
      start = seen.start;
      if (seen.colon >= 0) colon = seen.colon;
      break;
    }
    const unit = text.charCodeAt(start - 1);
    if (unit === BRACKET && text.startsWith('[REDACTED', start - 1)) return false;
    if (unit === COLON) colon = start - 1;
    // A name and its sign before a user, or a path that is none.
    if (unit === EQUALS && colon >= 0) break;
    if (unit === SLASH && isPlain) return false;
  }
  seen.search = search;
  seen.at = at;
  seen.start = start;
  seen.colon = colon;
  found.start = start;
  found.end = at;
  return colon > start && colon + 1 < at;
};

export const rule: RedactionRule = {
  id: 'url-password',
  // Oracle has neither slash behind its colon: the last letter of `thin` stands before it.
  triggers: ':nN@',
  prefixes: [':/', ':\\', 'n:', 'N:'],
  endedByNext: true,
  find(text, trigger, found) {
    if (text.charCodeAt(trigger) === AT) return findBefore(text, trigger, found);
    const at = text.charCodeAt(trigger) === COLON ? trigger : trigger + 1;
    let start = at + 1;
    if (text.startsWith('//', start)) start += 2;
    // As JSON may write it
    else if (text.startsWith('\\/\\/', start)) start += 4;
    // Of Oracle: jdbc:oracle:thin:scott/tiger@host
    else if (!isWordBefore(text, at, ':thin')) return false;
    const isOracle = start === at + 1;
    const separator = isOracle ? SLASH : COLON;
    let sign = -1;
    let isPair = false;
    let password = 0;
    for (let i = start; i - start < MAX_USER_INFO && i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === BRACKET && text.startsWith('[REDACTED', i)) return false;
      if (unit === separator && sign < 0) {
        if (!isPair) password = i + 1;
        isPair = true;
      } else if (ENDS[unit] === 1) {
        // No port: `postgres://jo:p#ss@db`, of which nobody has encoded the password.
        if (
          !isPair ||
          isOracle ||
          sign >= 0 ||
          text.charCodeAt(start) === BRACKET ||
          !isInPassword(text, password, i)
        )
          break;
      }
      // Of the next thing: no user of Oracle has a colon.
      else if (isOracle && unit === COLON && !isPair) break;
      if (unit === AT) sign = i;
    }
    if (sign < 0 || !isPair) return false;
    found.start = start;
    found.end = sign;
    return true;
  },
};

export const facts: RuleFacts = {
  summary: 'user name and password in a URL or connection string',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
    'https://github.com/go-sql-driver/mysql#dsn-data-source-name',
    'https://docs.oracle.com/en/database/oracle/oracle-database/23/jjdbc/data-sources-and-URLs.html',
  ],
  vectors: [
    ['postgres://app:s3cret@db:5432/shop', 'postgres://[REDACTED:url-password]@db:5432/shop'],
    ['redis://:hunter2@cache', 'redis://[REDACTED:url-password]@cache'],
    ['mongodb+srv://app:p@ss@db/?w=1', 'mongodb+srv://[REDACTED:url-password]@db/?w=1'],
    [
      String.raw`{"url":"amqp:\/\/app:s3cret@mq\/v"}`,
      String.raw`{"url":"amqp:\/\/[REDACTED:url-password]@mq\/v"}`,
    ],
    ['dsn=jo:p@ss:w@tcp(db:3306)/x?a=b', 'dsn=[REDACTED:url-password]@tcp(db:3306)/x?a=b'],
    ['open "root:x=1@unix(/run/my.sock)/x": no', 'open "[REDACTED:url-password]@unix(/run/my.sock)/x": no'],
    [
      'postgres://jo:p#s3cret@db/x mysql://jo:s3/cret@db',
      'postgres://[REDACTED:url-password]@db/x mysql://[REDACTED:url-password]@db',
      'postgres://jo:p#s3cret@db/x mysql://jo:s3/cret@db',
    ],
    [
      'jo:s3cret@cloudsql(a:b:c)/x, jo:s3cret@/x',
      '[REDACTED:url-password]@cloudsql(a:b:c)/x, [REDACTED:url-password]@/x',
    ],
    ['jdbc:oracle:thin:scott/tiger@//db:1521/x', 'jdbc:oracle:thin:[REDACTED:url-password]@//db:1521/x'],
  ],
  ignores: [
    'https://example.com/a@b',
    'http://localhost:3000/',
    'https://example.com:8080/?a=b@c',
    'https://public@errors.test/1',
    'https://example.com:8080/@scope/pkg',
    'mongodb://a:27017,b:27017/x?y=z@w',
    'http://[fd12:3456::a]/a@b',
    'http://host:port/path@v1',
    'webpack://app:src/a.ts?x=1@b',
    'jdbc:oracle:thin:@db:1521/x',
    'jo@tcp(db:3306)/x',
    '@tcp(db:3306)/x',
    'at: jo@main(a)',
    'f:g@native(a:1)',
    "import a from '@/a'",
    'alias a:b@/c/d and a:b@/c.ts',
    'webpack:///./src@/a',
    'time=10:00:01 a@unix(b)',
  ],
  collector: {
    patterns: [
      String.raw`(?<keep>:(?://|\\/\\/))[^\s/:@"'?#\\<>]{0,128}:[^\s/"'?#<>]{1,256}(?<keepAfter>@)`,
      String.raw`(?<keep>:thin:)[^\s/@:"']{1,128}/[^\s/@"']{1,256}(?<keepAfter>@)`,
      String.raw`(?<keep>^|[\s"'\x60=])[^\s/:@"'\x60=?#<>\[]{1,128}:[^\s"'\x60<>\[]{1,256}(?<keepAfter>@(?:(?:tcp|unix)[\w-]{0,8}\(|[\w-]{1,24}\([^\s()@]{0,64}\)/))`,
      String.raw`(?<keep>^|[\s"'\x60=])[^\s/:@"'\x60=?#<>\[]{1,128}:[^\s/"'\x60<>\[]{1,256}(?<keepAfter>@/[\w-]{1,64}(?:[^\w./-]|$))`,
    ],
    goesFirst: true,
    remains: 'a password with / ? or # in it that is not encoded stays',
  },
};
