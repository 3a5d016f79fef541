import { describe, expect, test } from '@jest/globals';
import { base64Of, bytesOfBase64, endOfBase64Text } from '../../src/core/base64.ts';

test.each(['', 'a', 'ab', 'abc', '123456:glc_eyJvIjoiMSJ9', '\x00\x7f~?>'])('%j', (text) => {
  expect(base64Of(text)).toBe(Buffer.from(text, 'latin1').toString('base64'));
});

describe('base64 of a text', () => {
  test.each([
    ['', 0, ''],
    ['YQ', 2, 'a'],
    ['YWI=', 3, 'ab'],
    ['YWJj', 4, 'abc'],
    ['YWJjZ', 4, 'abc'],
    ['YWJj/YWJj', 4, 'abc'],
    ['Pz8_Pj4-', 8, '???>>>'],
    ['Pz8/Pj4+ x', 8, '???>>>'],
    ['w7w', 3, '\xc3\xbc'],
    ['AAAA', 0, ''],
    ['/w', 0, ''],
    ['é', 0, ''],
  ])('%j', (text, end, bytes) => {
    expect(endOfBase64Text(text, 0)).toBe(end);
    expect(bytesOfBase64(text, 0, end)).toBe(bytes);
  });
});
