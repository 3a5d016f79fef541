import { expect, test } from '@jest/globals';
import { createRedactor } from '../../../../src/core/redaction/index.ts';

// https://url.spec.whatwg.org/#concept-ipv6-serializer writes the last four bytes so
test.each([
  ['http://[::ffff:cb00:7109]/a', 'http://[[REDACTED:ipv6]]/a'],
  ['from ::ffff:808:808.', 'from [REDACTED:ipv6].'],
  ['from ::ffff:7f00:1 of this machine', 'from ::ffff:7f00:1 of this machine'],
  ['[::ffff:a00:1]:80', '[::ffff:a00:1]:80'],
  ['::ffff:', '::ffff:'],
])('of an IPv4 address in an IPv6 one, in hexadecimal digits: %s', (text, clean) => {
  expect(createRedactor().text(text)).toBe(clean);
});
