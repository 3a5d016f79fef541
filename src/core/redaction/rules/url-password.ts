import type { RedactionRule, RuleFacts } from '../rule.ts';
import { isWordBefore } from '../words.ts';

const MAX_USER_INFO = 384;

/** By code unit: 1 where it ends what may be a user and a password. */
const ENDS = new Uint8Array(128);
for (const each of ' \t\r\n/"\'?#<>') ENDS[each.charCodeAt(0)] = 1;

const COLON = 58;
const SLASH = 47;
const AT = 64;
const BRACKET = 91;

export const rule: RedactionRule = {
  id: 'url-password',
  // Oracle has neither slash behind its colon: the last letter of `thin` stands before it.
  triggers: ':nN',
  prefixes: [':/', ':\\', 'n:', 'N:'],
  endedByNext: true,
  find(text, trigger, found) {
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
    for (let i = start; i - start < MAX_USER_INFO && i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === BRACKET && text.startsWith('[REDACTED', i)) return false;
      if (unit === separator && sign < 0) isPair = true;
      else if (ENDS[unit] === 1) break;
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
    ['jdbc:oracle:thin:scott/tiger@//db:1521/x', 'jdbc:oracle:thin:[REDACTED:url-password]@//db:1521/x'],
  ],
  ignores: [
    'https://example.com/a@b',
    'http://localhost:3000/',
    'https://example.com:8080/?a=b@c',
    'https://public@errors.test/1',
    'jdbc:oracle:thin:@db:1521/x',
  ],
  collector: {
    patterns: [
      String.raw`(?<keep>:(?://|\\/\\/))[^\s/:@"'?#\\<>]{0,128}:[^\s/"'?#<>]{1,256}(?<keepAfter>@)`,
      String.raw`(?<keep>:thin:)[^\s/@:"']{1,128}/[^\s/@"']{1,256}(?<keepAfter>@)`,
    ],
    goesFirst: true,
  },
};
