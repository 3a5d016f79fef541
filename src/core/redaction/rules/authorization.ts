import type { Found, RedactionRule, RuleFacts } from '../rule.ts';
import { findCredentials, SCHEMES } from '../schemes.ts';
import { readValue } from '../secret-value.ts';
import { isQuote, isWordAt, prefixesOf, skipBlanks } from '../words.ts';

const HYPHEN = 45;
const HEADER = 'authorization';

/** The value of the header, in a line of headers, JSON, a map or a list of names and values. */
const findHeader = (text: string, at: number, found: Found): boolean => {
  const nameEnd = at + HEADER.length;
  let end = nameEnd;
  while (end - nameEnd < 16 && (text[end] === '\\' || isQuote(text.charCodeAt(end)))) end++;
  const isQuoted = end > nameEnd;
  end = skipBlanks(text, end);
  const sign = text[end];
  if (sign !== ':' && sign !== '=' && !(sign === ',' && isQuoted)) return false;
  return readValue(text, text[end + 1] === '>' ? end + 2 : end + 1, nameEnd, found);
};

const PREFIXES = prefixesOf([HEADER, ...SCHEMES]);

export const rule: RedactionRule = {
  id: 'authorization',
  triggers: [...new Set(PREFIXES.map((prefix) => prefix[0]))].join(''),
  startsWord: true,
  prefixes: PREFIXES,
  find: (text, at, found) =>
    isWordAt(text, at, HEADER)
      ? findHeader(text, at, found)
      : (at === 0 || text.charCodeAt(at - 1) !== HYPHEN) && findCredentials(text, at, found),
};

const SCHEME_NAMES = SCHEMES.join('|');

export const facts: RuleFacts = {
  summary: 'the credentials in an Authorization header, and those that follow the name of a scheme',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc9110#section-11.6.2',
    'https://www.iana.org/assignments/http-authschemes/http-authschemes.xhtml',
    'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html',
    'https://learn.microsoft.com/en-us/rest/api/storageservices/authorize-with-shared-key',
  ],
  vectors: [
    [
      'curl -H "authorization: bearer 0123456789abcdef"',
      'curl -H "authorization: bearer [REDACTED:authorization]"',
    ],
    ['got Basic dXNlcjpwYXNzd29yZA==, bad', 'got Basic [REDACTED:authorization], bad'],
    ['{"authorization":"Basic x1y2","a":1}', '{"authorization":"Basic [REDACTED:authorization]","a":1}'],
    [
      "[ 'authorization', 'Bearer x1' ], [ 'host', 'a' ]",
      "[ 'authorization', 'Bearer [REDACTED:authorization]' ], [ 'host', 'a' ]",
    ],
    ['Authorization: Custom abc1 def\nhost: a', 'Authorization: [REDACTED:authorization]\nhost: a'],
    [
      'Authorization: Digest username="Mufasa", realm="x", response="8ca523f5"',
      'Authorization: Digest [REDACTED:authorization]',
    ],
    [
      'with AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/iam, SignedHeaders=a;host, Signature=5d672d79c15b and more',
      'with AWS4-HMAC-SHA256 [REDACTED:authorization] and more',
    ],
    ['Token 9944b09199c62bcf9418ad846dd0e4bb is old', 'Token [REDACTED:authorization] is old'],
  ],
  ignores: [
    'bearer',
    'the bearer of news',
    'bearer authentication failed',
    'a basic set',
    'a basic configuration',
    'Basic',
    'Basic authentication failed',
    'Basic PostgreSQL',
    'Token validation failed',
    'Signature verification failed',
    'Digest: none',
    'WWW-Authenticate: Basic realm="x", charset="UTF-8"',
    'WWW-Authenticate: Bearer error="invalid_token"',
    'Authorization required',
    'authorization: header is missing',
  ],
  collector: {
    patterns: [
      String.raw`(?<keep>authorization(?:\\{0,7}["'])?\s{0,3}(?:=>|[:=,])\s{0,3}\[?\s{0,3}(?:\\{0,7}["'])?(?:(?:${SCHEME_NAMES})\s{1,3})?)[^\r\n"'\\<>\[0-9]{0,256}(?:[0-9]|="[^"\r\n\[]{1,512}")(?:[^\r\n"'\\<>\]}=]|="[^"\r\n]{1,2048}"|=){0,4096}`,
      String.raw`(?<keep>\b(?:${SCHEME_NAMES})(?:[ \t]|%20|\+){1,16})(?:[A-Za-z._~+/-]{0,8}[0-9][A-Za-z0-9._~+/=:-]{7,4096}|[A-Za-z._~+/-]{8,256}[0-9][A-Za-z0-9._~+/=:-]{0,4096})`,
      String.raw`(?<keep>\b(?:${SCHEME_NAMES})\s{1,3})(?:username|credential|keyid|id|sr|sig|oauth_[a-z_]{1,32})=(?:\\{0,3}"[^"\\\r\n]{0,2048}\\{0,3}"|[^\s",]{1,2048})(?:,\s{0,3}[\w-]{1,32}=(?:\\{0,3}"[^"\\\r\n]{0,2048}\\{0,3}"|[^\s",]{1,2048})){0,16}`,
    ],
    ignoreCase: true,
    remains: 'credentials without a digit stay',
  },
};
