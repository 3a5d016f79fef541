import { expect, test } from '@jest/globals';
import { base64Of } from '../../src/core/base64.ts';

test.each(['', 'a', 'ab', 'abc', '123456:glc_eyJvIjoiMSJ9', '\x00\x7f~?>'])('%j', (text) => {
  expect(base64Of(text)).toBe(Buffer.from(text, 'latin1').toString('base64'));
});
