import { expect, test } from '@jest/globals';
import { noRedaction } from '../../../src/core/redaction/no-redaction.ts';

test('lets everything through', () => {
  const secret = 'token=abc jo@example.com';
  const record = { body: secret, attributes: { password: secret } };
  expect(noRedaction.text(secret)).toBe(secret);
  expect(noRedaction.url(secret)).toBe(secret);
  expect(noRedaction.sql(secret)).toBe(secret);
  expect(noRedaction.header('cookie', secret)).toBe(secret);
  expect(noRedaction.attributes(record)).toBe(record);
  expect(noRedaction.log(record)).toBe(record);
});
