import { describe, expect, test } from '@jest/globals';
import { networkOf } from '../../../src/core/redaction/address.ts';

describe('networkOf', () => {
  test.each([
    ['203.0.113.9', '203.0.113.0'],
    ['203.0.113.0', '203.0.113.0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::'],
    ['2001:db8:1::', '2001:db8:1::'],
    ['2001:DB8::1', '2001:db8::'],
    ['[2001:db8:1::5]', '2001:db8:1::'],
    ['fe80::1%eth0', 'fe80::'],
    ['::1', '::'],
    ['::', '::'],
    ['::ffff:203.0.113.9', '::ffff:203.0.113.0'],
    ['2001:db8:1:2::203.0.113.9', '2001:db8:1::'],
    ['256.1.1.1', undefined],
    ['1.2.3', undefined],
    ['1.2.3.4.5', undefined],
    ['12:34', undefined],
    ['1::2::3', undefined],
    ['1:2:3:4:5:6:7:8:9', undefined],
    ['1:2:3:4:5:6:7:8::', undefined],
    ['g::1', undefined],
    ['example.com', undefined],
    ['', undefined],
  ])('%s is in %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
