import { HEX_DIGITS } from '../characters.ts';
import { findIpv4, findIpv6, PRIVATE } from '../ip-address.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';

export const rule: RedactionRule = {
  id: 'private-ip',
  triggers: '.:',
  ahead: `:${HEX_DIGITS}`,
  find: (text, at, found) => (text[at] === '.' ? findIpv4 : findIpv6)(text, at, found, PRIVATE),
};

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';

const createFacts = (): RuleFacts => ({
  summary:
    'an IP address that no person has: loopback, unspecified, link-local, private and multicast. Stays in the default policy',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc6890',
    'https://www.rfc-editor.org/rfc/rfc1918',
    'https://www.rfc-editor.org/rfc/rfc4193',
    'https://www.rfc-editor.org/rfc/rfc4291#section-2.4',
  ],
  vectors: [
    ['ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED 127.0.0.1:5432'],
    ['pod 10.0.3.17 on node 192.168.1.20', 'pod 10.0.3.17 on node 192.168.1.20'],
    ['172.16.0.1, 169.254.169.254, 0.0.0.0', '172.16.0.1, 169.254.169.254, 0.0.0.0'],
    ['listening on [::1]:3000', 'listening on [::1]:3000'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['fd12:3456:789a::1', 'fd12:3456:789a::1'],
  ],
  ignores: [
    '203.0.113.9',
    '2001:db8::1',
    '172.32.0.1',
    'std::vector',
    'Chrome/127.0.0.0',
    'version 10.0.19.1',
    '10:11:12',
    '255.255.255.0',
  ],
  collector: {
    patterns: [
      String.raw`(?<keep>^|[^\w.=~^/-]|//|=)(?:(?:10|127)\.${OCTET}|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01])|(?:22[4-9]|23\d)\.${OCTET})\.${OCTET}\.${OCTET}\b`,
      String.raw`(?<keep>^|[^\w.])0\.0\.0\.0\b`,
      String.raw`(?<keep>^|[^\w:])(?:::1|(?:fe[89ab][0-9a-f]|f[cd][0-9a-f]{2}|ff0[0-9a-f])(?::[0-9a-f]{0,4}){1,7}(?:%\w{1,32})?)\b`,
    ],
    ignoreCase: true,
    remains: 'an address behind the word "version" goes too',
  },
});

// Called so that a bundle without it is free of it.
export const facts: RuleFacts = /* @__PURE__ */ createFacts();
