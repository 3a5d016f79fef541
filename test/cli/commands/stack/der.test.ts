import { describe, expect, test } from '@jest/globals';
import {
  objectIdentifier,
  octetString,
  tagged,
  time,
  unsigned,
} from '../../../../src/cli/commands/stack/der.ts';
import { isName, subjectAltNames } from '../../../../src/cli/commands/stack/names.ts';
import { hashPassword } from '../../../../src/cli/commands/stack/password-hash.ts';

// Examples of X.690 and of RFC 5280, and of crypt(5).
describe('DER', () => {
  test.each([
    [
      'an identifier with a part of two bytes',
      objectIdentifier('1.2.840.10045.4.3.2'),
      '06082a8648ce3d040302',
    ],
    ['zero', unsigned(Buffer.from([0, 0])), '020100'],
    ['127', unsigned(Buffer.from([0x7f])), '02017f'],
    ['128, which needs a byte for the sign', unsigned(Buffer.from([0x80])), '02020080'],
    ['256, without zeros before it', unsigned(Buffer.from([0, 1, 0])), '02020100'],
    [
      'a time before 2050',
      time(new Date('2049-12-31T23:59:59.9Z')),
      `170d${Buffer.from('491231235959Z').toString('hex')}`,
    ],
    [
      'a time after',
      time(new Date('2050-01-01T00:00:00Z')),
      `180f${Buffer.from('20500101000000Z').toString('hex')}`,
    ],
  ])('%s', (_, der, hex) => expect(der.toString('hex')).toBe(hex));

  test.each([
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_535, '0482ffff'],
  ])('%d bytes', (length, hex) => {
    const der = octetString(Buffer.alloc(length));
    expect(der.subarray(0, der.length - length).toString('hex')).toBe(hex);
  });

  test('joins what it contains', () =>
    expect(tagged(0x30, Buffer.from([1]), Buffer.from([2])).toString('hex')).toBe('30020102'));
});

describe('names', () => {
  test.each([
    'localhost',
    'a.b-c.example',
    '*.example',
    '10.0.0.7',
    '::1',
    '2001:db8::1',
    'xn--bcher-kva.example',
  ])('%s is one', (name) => expect(isName(name)).toBe(true));
  test.each([
    '',
    'a..b',
    '-a',
    'a-',
    'a b',
    'a_b',
    '*',
    'a.*.b',
    'https://a',
    'a:80',
    `${'a'.repeat(64)}.b`,
    'bücher.example',
  ])('%s is none', (name) => expect(isName(name)).toBe(false));
  test.each([
    ['::', '0'.repeat(32)],
    ['1::', `0001${'0'.repeat(28)}`],
    ['2001:db8::ff00:42:8329', '20010db8000000000000ff0000428329'],
    ['::ffff:10.0.0.7', '00000000000000000000ffff0a000007'],
    ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
  ])('the bytes of %s', (address, hex) =>
    expect(subjectAltNames([address]).toString('hex')).toBe(`30128710${hex}`),
  );
});

test('a password is hashed as crypt(3) does', () => {
  // Made with crypt(3) of libxcrypt 4.4.33.
  expect(hashPassword('pleaseletmein', 'cUeN0ZBo/rGPInJBSUWMHm')).toBe(
    '$7$96..../....cUeN0ZBo/rGPInJBSUWMHm$o5dgH7PcoQgWd2q5r6z9QSt3K.GJDbeah5aUvyXwHI/',
  );
});
