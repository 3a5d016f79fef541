import { DIGITS } from '../characters.ts';
import { findIpv4, PUBLIC } from '../ip-address.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';

export const rule: RedactionRule = {
  id: 'ipv4',
  triggers: '.',
  behind: DIGITS,
  ahead: DIGITS,
  find: (text, at, found) => findIpv4(text, at, found, PUBLIC),
};

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
/**
 * The first two numbers of an address that may be a person's: not 0, 10, 127, 169.254, 172.16 to 172.31, 192.168, and
 * not 224 and more.
 */
const publicNet = (): string =>
  '(?:(?:[1-9]|1[1-9]|[2-9]\\d|1[013-58]\\d|12[0-689]|16[0-8]|17[013-9]|19[013-9]|2[01]\\d|22[0-3])\\.' +
  OCTET +
  '|169\\.(?:25[0-35]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)|172\\.(?:25[0-5]|2[0-4]\\d|1\\d\\d|[4-9]\\d|3[2-9]|1[0-5]|\\d)|192\\.(?:25[0-5]|2[0-4]\\d|1[0-57-9]\\d|16[0-79]|[1-9]?\\d))';

const createFacts = (): RuleFacts => ({
  summary: 'a public IPv4 address, also as the host of a URL',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2',
    'https://www.rfc-editor.org/rfc/rfc6890',
    'https://www.rfc-editor.org/rfc/rfc9110#section-10.1.5',
  ],
  vectors: [
    ['login from 203.0.113.9 failed', 'login from [REDACTED:ipv4] failed'],
    ['connect ECONNREFUSED 203.0.113.9:5432', 'connect ECONNREFUSED [REDACTED:ipv4]:5432'],
    // The host of a URL may be the router at somebody's home as well as a server; `server.address` keeps servers.
    ['GET http://203.0.113.9/a', 'GET http://[REDACTED:ipv4]/a'],
    ['deny 198.51.100.0/24', 'deny [REDACTED:ipv4]/24'],
    ['172.32.0.1, 192.169.0.1, 169.253.0.1', '[REDACTED:ipv4], [REDACTED:ipv4], [REDACTED:ipv4]'],
  ],
  ignores: [
    'version 10.0.19.1',
    'Chrome/120.0.0.0',
    'v1.2.3.4',
    'oid 1.3.6.1.4.1',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '127.0.0.1',
    '255.255.255.0',
    '1.2.3.256',
  ],
  collector: {
    patterns: [
      String.raw`(?<keep>^|[^\w.~^/-]|(?:^|[^\w.-])/)${publicNet()}\.${OCTET}\.${OCTET}\b(?<keepAfter>[^\w.+-]|[.-](?:[^\w]|$)|$)`,
    ],
    remains: 'an address behind the word "version" goes too, and one that is a segment of a path stays',
  },
});

// Called so that a bundle without it is free of it.
export const facts: RuleFacts = /* @__PURE__ */ createFacts();
