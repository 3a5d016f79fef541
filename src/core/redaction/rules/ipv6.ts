import { HEX_DIGITS } from '../characters.ts';
import { findIpv6, PUBLIC } from '../ip-address.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';

export const rule: RedactionRule = {
  id: 'ipv6',
  triggers: ':',
  ahead: `:${HEX_DIGITS}`,
  find: (text, at, found) => findIpv6(text, at, found, PUBLIC),
};

const createFacts = (): RuleFacts => ({
  summary: 'a public IPv6 address in any of its forms',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc4291#section-2.2',
    'https://www.rfc-editor.org/rfc/rfc5952',
    'https://www.rfc-editor.org/rfc/rfc4007#section-11',
  ],
  vectors: [
    ['peer 2001:db8::1 left', 'peer [REDACTED:ipv6] left'],
    ['http://[2001:db8::1]:443/a', 'http://[[REDACTED:ipv6]]:443/a'],
    ['2001:DB8:0:0:8:800:200C:417A', '[REDACTED:ipv6]'],
    ['addr 2001:db8::192.0.2.33', 'addr [REDACTED:ipv6]'],
    ['from ::ffff:203.0.113.9', 'from [REDACTED:ipv6]', 'from ::ffff:[REDACTED:ipv4]'],
  ],
  ignores: [
    'std::vector',
    'dead::beef',
    '10:11:12',
    '00:00:5e:00:53:01',
    '::1',
    'fe80::1%eth0',
    'fd12:3456:789a::1',
    'app.js:120:33',
    '02:00:5e:10:00:00:00:01',
  ],
  collector: {
    patterns: [
      String.raw`(?<keep>^|[^\w:])[23][0-9a-f]{3}:(?:[0-9a-f]{1,4}:){6}[0-9a-f]{1,4}\b`,
      String.raw`(?<keep>^|[^\w:])[23][0-9a-f]{3}(?::[0-9a-f]{1,4}){0,5}::(?:[0-9a-f]{1,4}:){0,5}(?:\d{1,3}(?:\.\d{1,3}){3}\b|[0-9a-f]{1,4}\b)?`,
    ],
    ignoreCase: true,
    // Before the rule for IPv4 takes the end of an address.
    goesFirst: true,
    remains:
      'only what begins as assigned addresses do, with 2000 to 3fff, is found; of an IPv4 address in an IPv6 one the last part goes',
  },
});

// Called so that a bundle without it is free of it.
export const facts: RuleFacts = /* @__PURE__ */ createFacts();
