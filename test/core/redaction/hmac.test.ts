import { createHash, createHmac as createNodeHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createHmac, hexOf } from '../../../src/core/redaction/hmac.ts';
import { sha256 } from '../../../src/core/redaction/sha256.ts';
import { utf8Of } from '../../../src/core/redaction/utf8.ts';
import { createRandom } from '../random.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('sha256', () => {
  // https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values: FIPS 180-4
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    [
      'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
      'cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('%.20s', (text, digest) => {
    expect(hexOf(sha256(utf8Of(text)))).toBe(digest);
  });

  test('is what Node has, for every length around the ends of blocks', () => {
    const random = createRandom(1);
    for (let length = 0; length < 300; length++) {
      const message = Uint8Array.from({ length }, () => Math.floor(random() * 256));
      expect(hexOf(sha256(message))).toBe(createHash('sha256').update(message).digest('hex'));
    }
  });
});

describe('createHmac', () => {
  // https://www.rfc-editor.org/rfc/rfc4231#section-4
  test.each([
    [
      '0b'.repeat(20),
      Buffer.from('Hi There'),
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    ],
    [
      Buffer.from('Jefe').toString('hex'),
      Buffer.from('what do ya want for nothing?'),
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [
      'aa'.repeat(20),
      Buffer.alloc(50, 0xdd),
      '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
    ],
    [
      '0102030405060708090a0b0c0d0e0f10111213141516171819',
      Buffer.alloc(50, 0xcd),
      '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
    ],
    ['0c'.repeat(20), Buffer.from('Test With Truncation'), 'a3b6167473100ee06e0c796c2955552b'],
    [
      'aa'.repeat(131),
      Buffer.from('Test Using Larger Than Block-Size Key - Hash Key First'),
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
    [
      'aa'.repeat(131),
      Buffer.from(
        'This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.',
      ),
      '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
    ],
  ])('RFC 4231, key %.16s', (key, message, digest) => {
    expect(hexOf(createHmac(bytes(key))(message)).slice(0, digest.length)).toBe(digest);
  });

  test('is what Node has, for thousands of keys and texts', () => {
    const random = createRandom(2);
    const points = [
      0x41, 0x7f, 0x80, 0xe9, 0x7ff, 0x800, 0x20ac, 0xd7ff, 0xd800, 0xdfff, 0xe000, 0xffff, 0x10000, 0x1f600,
    ];
    const textOf = (most: number): string =>
      Array.from({ length: Math.floor(random() * most) }, () =>
        String.fromCodePoint(points[Math.floor(random() * points.length)] as number),
      ).join('');
    for (let i = 0; i < 4_000; i++) {
      const key = textOf(i % 10 === 0 ? 150 : 40);
      const message = textOf(i % 10 === 0 ? 400 : 60);
      const expected = createNodeHmac('sha256', key).update(message).digest('hex');
      expect(hexOf(createHmac(utf8Of(key))(utf8Of(message)))).toBe(expected);
    }
  });
});
