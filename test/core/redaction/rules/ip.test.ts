import { expect, test } from '@jest/globals';
import { rule as ipv4 } from '../../../../src/core/redaction/rules/ipv4.ts';
import { rule as ipv6 } from '../../../../src/core/redaction/rules/ipv6.ts';
import { rule as privateIp } from '../../../../src/core/redaction/rules/private-ip.ts';
import { createTextRedactor } from '../../../../src/core/redaction/text.ts';
import { createRandom } from '../../random.ts';
import { harmlessText } from '../harmless-texts.ts';

const rules = [ipv4, ipv6, privateIp];
const redact = createTextRedactor(rules.map((rule) => ({ rule, replace: () => `<${rule.id}>` })));

// Addresses for documentation count as public: https://www.rfc-editor.org/rfc/rfc5737, https://www.rfc-editor.org/rfc/rfc3849
test.each([
  ['203.0.113.9', '<ipv4>'],
  ['198.51.100.7:443', '<ipv4>:443'],
  ['192.0.2.0/24', '<ipv4>/24'],
  ['http://203.0.113.9/a', 'http://<ipv4>/a'],
  ['http://203.0.113.9:8080/a?b=1', 'http://<ipv4>:8080/a?b=1'],
  ['ssh root@203.0.113.9', 'ssh root@<ipv4>'],
  ['host/203.0.113.9:443', 'host/<ipv4>:443'],
  ['GET /geo/203.0.113.9', 'GET /geo/<ipv4>'],
  ['"ip":"203.0.113.9"', '"ip":"<ipv4>"'],
  ['203.0.113.1-203.0.113.9', '<ipv4>-<ipv4>'],
  ['203.0.113.1,203.0.113.9', '<ipv4>,<ipv4>'],
  ['from 203.0.113.9.', 'from <ipv4>.'],
  ['100.64.0.1', '<ipv4>'],
  ['8.8.8.8', '<ipv4>'],
  ['172.32.0.1', '<ipv4>'],
  ['192.169.0.1', '<ipv4>'],
  ['10.0.0.1', '<private-ip>'],
  ['172.16.0.1', '<private-ip>'],
  ['172.31.255.254', '<private-ip>'],
  ['192.168.100.200', '<private-ip>'],
  ['127.0.0.1:5432', '<private-ip>:5432'],
  ['0.0.0.0:3000', '<private-ip>:3000'],
  ['169.254.169.254', '<private-ip>'],
  ['224.0.0.251', '<private-ip>'],
  ['2001:db8::1', '<ipv6>'],
  ['2001:db8::', '<ipv6>'],
  ['2001:db8::/32', '<ipv6>/32'],
  ['2001:DB8:0:0:8:800:200C:417A', '<ipv6>'],
  ['2001:db8:0:0:1:0:0:1', '<ipv6>'],
  ['2001:db8::192.0.2.33', '<ipv6>'],
  ['[2001:db8::1]:443', '[<ipv6>]:443'],
  ['http://[2001:db8::1]/a', 'http://[<ipv6>]/a'],
  ['connect to 2001:db8::1: refused', 'connect to <ipv6>: refused'],
  ['addr:2001:db8::1', 'addr:<ipv6>'],
  ['source:2001:db8::1', 'source:<ipv6>'],
  ['1:2:3:4:5:6:77:888', '<ipv6>'],
  ['::ffff:203.0.113.9', '<ipv6>'],
  ['64:ff9b::203.0.113.9', '<ipv6>'],
  ['::ffff:10.0.0.1', '<private-ip>'],
  ['::1', '<private-ip>'],
  ['[::1]:3000', '[<private-ip>]:3000'],
  ['fe80::1%eth0', '<private-ip>'],
  ['fe80::1ff:fe23:4567:890a%3', '<private-ip>'],
  ['fd12:3456:789a::1', '<private-ip>'],
  ['ff02::fb', '<private-ip>'],
])('makes of %j %j', (text, expected) => {
  for (const [before, after] of [
    ['', ''],
    ['a ', ' b'],
    ['(', ')'],
    ['x=', '&y'],
    ['\n', '\n'],
  ] as const)
    expect(redact(before + text + after)).toBe(before + expected + after);
});

test.each([
  'v1.2.3.4',
  'version 10.0.19.1',
  'Version: 1.2.3.4',
  '"version":"1.2.3.4"',
  'app_version=1.2.3.4',
  'appVersion=1.2.3.4',
  'Chrome/120.0.0.0',
  'Mozilla/5.0 Edg/120.0.0.0 (x)',
  'pkg==1.2.3.4',
  '>=1.2.3.4',
  '~1.2.3.4',
  '^1.2.3.4',
  '1.3.6.1.4.1.311',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.256',
  '01.2.3.4',
  '1.2.3.4-beta',
  '1.2.3.4+5',
  'app-1.2.3.4.tar.gz',
  '255.255.255.0',
  '0.1.2.3',
  'section 4.5.3.1',
  '§13.1.2.4',
  'build 1.2.3.4',
  '10.15.7',
  '2024.05.17.1',
  'std::vector',
  'Foo::Bar',
  'a::b',
  'ab::cd',
  'dead::beef',
  'Bad::Add',
  'x ::ad b',
  '<T>::add',
  '::',
  ':: a',
  '10:11:12',
  '10:11:12.345',
  '2024-05-17T10:11:12',
  '1:2::3',
  '00:00:5e:00:53:01',
  '02:00:5e:10:00:00:00:01',
  '12:34:56:78:9a:bc:de:f0:12:34',
  '1:2:3:4:5:6:7:8:9',
  '2001:db8::1::2',
  '2001:db8:::1',
  '12345::1',
  'a.js:120:33',
  'aa:bb',
  'urn:uuid:550e8400-e29b',
  '{"a":1}',
  'a:b:c:d',
  ':::3000',
  '4bf92f3577b34da6a3ce929d0e0e4736',
])('finds nothing in %j', (text) => {
  for (const around of [text, `took ${text} x`, `(${text})`]) expect(redact(around)).toBe(around);
});

const RUNS = 5_000;

test('finds each address, in the short and the long form, and keeps the ports', () => {
  const random = createRandom(21);
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let i = 0; i < RUNS; i++) {
    const four = [1 + below(223), below(256), below(256), below(256)].join('.');
    expect(redact(`peer ${four}:443 left`)).toMatch(/^peer <(?:ipv4|private-ip)>:443 left$/);
    const groups = Array.from({ length: 8 }, (_, at) =>
      (at > 0 && random() < 0.4 ? 0 : 0x2000 + below(0x2000)).toString(16),
    );
    const long = groups.join(':');
    const short = long.replace(/(?:^|:)0(?::0)+(?:$|:)/, '::');
    for (const six of [long, short, short.toUpperCase()])
      expect(redact(`peer [${six}]:443 left`)).toBe('peer [<ipv6>]:443 left');
  }
});

test('takes one in a thousand other texts at most', () => {
  const random = createRandom(22);
  const taken = Array.from({ length: 20_000 }, () => harmlessText(random)).filter(
    (text) => redact(text) !== text,
  );
  expect(taken.length > 20 ? taken.slice(0, 30).join('\n') : '').toBe('');
});
