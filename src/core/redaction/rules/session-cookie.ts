import { isCookieName, readCookies } from '../cookies.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';
import { endOfName } from '../secret-name.ts';

export const rule: RedactionRule = {
  id: 'session-cookie',
  triggers: '=:',
  // The last letters of the names, and what may stand between a name and its sign.
  behind: 'eEdDnNsS "\'`\\]2;',
  find(text, at, found) {
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
  ],
  ignores: [
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
    ],
    ignoreCase: true,
    goesFirst: true,
    remains: 'of a list of cookies the first alone goes; a session’s value need not have a digit',
  },
};
