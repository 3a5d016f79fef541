import { isCookieName, readCookies } from '../cookies.ts';
import type { Found, RedactionRule, RuleFacts } from '../rule.ts';
import { endOfName } from '../secret-name.ts';
import { readValue } from '../secret-value.ts';
import { COOKIE_PREFIXES, endOfCookieName } from '../session-cookie-names.ts';
import { isQuote } from '../words.ts';

/** Most units between a name and its sign, and fewest of a value: `cfid=1` is none. */
const MAX_GAP = 16;
const MIN_VALUE = 4;

/** Behind the name of a cookie that begins at `at`, in quotes or not, a sign and a value. */
const findNamed = (text: string, at: number, found: Found): boolean => {
  const nameEnd = endOfCookieName(text, at);
  if (nameEnd === 0) return false;
  let sign = nameEnd;
  while (sign - nameEnd < MAX_GAP && (isQuote(text.charCodeAt(sign)) || ' \\]'.includes(text[sign] ?? 'x')))
    sign++;
  return (
    (text[sign] === '=' || text[sign] === ':') &&
    readValue(text, sign + 1, nameEnd, found) &&
    found.end - found.start >= MIN_VALUE
  );
};

/** The last letters of the names, and what may stand between a name and its sign. */
const ENDS = 'eEdDnNsS "\'`\\]2;';

/** The first letters of names. */
const LETTERS = 'aAbBcCeEjJrRsSwW';

export const rule: RedactionRule = {
  id: 'session-cookie',
  triggers: `=:${LETTERS}`,
  startsWord: LETTERS,
  behind: { '=': ENDS, ':': ENDS },
  prefixes: COOKIE_PREFIXES,
  find(text, at, found) {
    const unit = text.charCodeAt(at);
    if (unit !== 61 && unit !== 58) return findNamed(text, at, found);
    const nameEnd = endOfName(text, at);
    return isCookieName(text, nameEnd) && readCookies(text, at + 1, nameEnd, found);
  },
};

export const facts: RuleFacts = {
  summary: 'all cookies of a Cookie or Set-Cookie header, and the value of a session’s cookie anywhere',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc6265#section-4',
    'https://jakarta.ee/specifications/servlet/6.1/jakarta-servlet-spec-6.1#cookies',
    'https://www.php.net/manual/en/session.configuration.php#ini.session.name',
    'https://expressjs.com/en/resources/middleware/session.html',
    'https://laravel.com/docs/session#configuration',
    'https://developer.wordpress.org/advanced-administration/wordpress/cookies/',
    'https://api.drupal.org/api/drupal/core%21lib%21Drupal%21Core%21Session%21SessionConfiguration.php',
    'https://tomcat.apache.org/tomcat-11.0-doc/config/host.html#Single_Sign_On',
    'https://learn.microsoft.com/en-us/dotnet/api/system.web.security.formsauthentication.formscookiename',
    'https://learn.microsoft.com/en-us/entra/identity/authentication/concept-authentication-web-browser-cookies',
    'https://helpx.adobe.com/coldfusion/cfml-reference/coldfusion-tags/tags-a-b/cfapplication.html',
  ],
  vectors: [
    ['> Cookie: theme=dark; id=a3fWa\n> host: a', '> Cookie: [REDACTED:session-cookie]\n> host: a'],
    ['curl -H "cookie: a=b; c=d" /x', 'curl -H "cookie: [REDACTED:session-cookie]" /x'],
    [
      "'set-cookie': [ 'a=b; Path=/', 'c=d' ], host: 'a'",
      "'set-cookie': [ '[REDACTED:session-cookie]' ], host: 'a'",
      "'set-cookie': [ '[REDACTED:session-cookie]', 'c=d' ], host: 'a'",
    ],
    ['{Cookie=[a=b; c=d], Host=[a]}', '{Cookie=[[REDACTED:session-cookie]], Host=[a]}'],
    ['sent connect.sid=s%3A0gZbQv1x.KmQ; then', 'sent connect.sid=[REDACTED:session-cookie]; then'],
    ['"JSESSIONID":"0F3A9B7C5D1E"', '"JSESSIONID":"[REDACTED:session-cookie]"'],
    ['PHPSESSID=r2t5uvjq435r4q7ib3vtdjq120', 'PHPSESSID=[REDACTED:session-cookie]'],
    ['ASP.NET_SessionId=lit2py55t21z5v55vlm25s55', 'ASP.NET_SessionId=[REDACTED:session-cookie]'],
    [
      'laravel_session=eyJpdiI6Ik1 _session_id=0f3a9b7c',
      'laravel_session=[REDACTED:session-cookie] _session_id=[REDACTED:session-cookie]',
    ],
    [
      'wordpress_logged_in_5c016e8f0f95f039102cbe8366c5c7f3=jo%7C1700000000%7CabC; a',
      'wordpress_logged_in_5c016e8f0f95f039102cbe8366c5c7f3=[REDACTED:session-cookie]; a',
    ],
    [
      '"SSESS5c016e8f0f95f039102cbe8366c5c7f3":"-x1y2abc"',
      '"SSESS5c016e8f0f95f039102cbe8366c5c7f3":"[REDACTED:session-cookie]"',
    ],
    [
      '.ASPXAUTH=0F3A9B7C5D1E; JSESSIONIDSSO=5D1E0F3A9B7C; ESTSAUTH=0.AX0Abc1d',
      '.ASPXAUTH=[REDACTED:session-cookie]; JSESSIONIDSSO=[REDACTED:session-cookie]; ESTSAUTH=[REDACTED:session-cookie]',
    ],
  ],
  ignores: [
    'wordpress_test_cookie_name',
    'wordpress_version=6.7.1',
    'remember_me=1',
    'cfid: 1',
    'sess=',
    'session started',
    'session: started at 10:00',
    'Cookie: missing',
    'cookie consent: 1',
    'sessions=12',
    'session.id=5f2b',
    'classid: 12345678',
  ],
  collector: {
    patterns: [
      String.raw`(?<keep>cookie(?:\\{0,7}["'])?\s{0,3}(?:[:,]|=>?)\s{0,3}\[?\s{0,3}(?:\\{0,7}["'])?)[^\s=;,"'\\\[\]]{1,256}=[^\r\n"'\\\]]{0,8192}`,
      String.raw`(?<keep>(?:\bsid|sessid|[_-]session|session[_-]?id)(?:\\{0,7}["'])?\s{0,3}[:=]\s{0,3}(?:\\{0,7}["'])?)[A-Za-z0-9%][A-Za-z0-9%._~+/=:-]{7,4096}`,
      String.raw`(?<keep>\b(?:aspxauth|cakephp|cfid|estsauth(?:persistent)?|jsessionidsso|bb_sessionhash|remember_?me|(?:wordpress_(?:logged_in_|sec_)?|remember_web_|s?sess)[0-9a-f]{32,64})(?:\\{0,7}["'])?\s{0,3}[:=]\s{0,3}(?:\\{0,7}["'])?)[A-Za-z0-9%._~+/=:-]{4,4096}`,
    ],
    ignoreCase: true,
    goesFirst: true,
    remains: 'of a list of cookies the first alone goes; a session’s value need not have a digit',
  },
};
