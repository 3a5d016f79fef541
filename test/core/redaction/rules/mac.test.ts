import { expect, test } from '@jest/globals';
import { rule } from '../../../../src/core/redaction/rules/mac.ts';
import { createTextRedactor, masked } from '../../../../src/core/redaction/text.ts';
import { createRandom, pick, randomHex } from '../../random.ts';
import { harmlessText } from '../harmless-texts.ts';

const redact = createTextRedactor([masked(rule)]);

// https://www.rfc-editor.org/rfc/rfc7042#section-2.1.2 sets 00-00-5E-00-53-00 to -FF aside for documentation.
test.each([
  '00:00:5e:00:53:01',
  '00-00-5E-00-53-FF',
  '0000.5e00.53af',
  '02:00:5e:10:00:00:00:01',
  '02-00-5E-10-00-00-00-01',
  'fe:dc:ba:98:76:54',
  '00:11:22:33:44:55',
])('finds %s', (address) => {
  for (const [before, after] of [
    ['', ''],
    ['a ', ' b'],
    ['"', '"'],
    ['mac=', '&b'],
    ['(', ')'],
    ['', ', next'],
    ['', '.'],
  ] as const)
    expect(redact(before + address + after)).toBe(`${before}[REDACTED:mac]${after}`);
});

test.each([
  '10:11:12',
  '2024-05-17-10-11',
  '550e8400-e29b-41d4-a716-446655440000',
  '1234.5678.9012',
  '00:00:5e:00:53',
  '00:00:5e:00:53:01:02',
  '00:00:5e-00:53:01',
  '00:00:5e:00:53:0g',
  'x00:00:5e:00:53:01',
  '99:00:00:5e:00:53:01',
  '12:34:56:78:9a:bc:de:f0:12:34:56:78:9a:bc:de:f0',
  'ab-cd',
  'dead.beef',
  '10.10.10.10',
  '2001:db8::1',
  '0000.5e00.53af.0000.5e00',
])('finds nothing in %s', (text) => {
  expect(redact(text)).toBe(text);
  expect(redact(`took ${text} x`)).toBe(`took ${text} x`);
});

test('takes one in a thousand other texts at most', () => {
  const random = createRandom(23);
  const taken = Array.from({ length: 20_000 }, () => harmlessText(random)).filter(
    (text) => redact(text) !== text,
  );
  expect(taken.length > 20 ? taken.slice(0, 30).join('\n') : '').toBe('');
});

test('finds each address in each notation', () => {
  const random = createRandom(24);
  for (let i = 0; i < 5_000; i++) {
    const address = randomHex(11, random) + pick([...'abcdef'], random);
    const pairs = address.match(/../g) ?? [];
    for (const each of [
      pairs.join(':'),
      pairs.join('-').toUpperCase(),
      (address.match(/..../g) ?? []).join('.'),
    ])
      expect(redact(`eth0 ${each} up`)).toBe('eth0 [REDACTED:mac] up');
  }
});
