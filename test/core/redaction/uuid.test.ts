import { expect, test } from '@jest/globals';
import { createRedactor } from '../../../src/core/redaction/index.ts';
import { isTraceIdAt, isUuidAt } from '../../../src/core/redaction/uuid.ts';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';

test.each([
  [ID, true],
  [`${ID} `, true],
  [`${ID}@example.com`, true],
  [`${ID}0`, false],
  [`${ID}_`, false],
  [ID.slice(1), false],
  [ID.toUpperCase(), false],
  [ID.replace('d', 'g'), false],
  ['41111111111111114111111111111abc', false],
  ['41111111111111114111111111111111', false],
])('the id of a trace: %s', (text, expected) => {
  expect(isTraceIdAt(text, 0)).toBe(expected);
});

test('a UUID ends where its word does', () => {
  const uuid = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
  expect(isUuidAt(uuid, 0)).toBe(true);
  expect(isUuidAt(`${uuid}a`, 0)).toBe(false);
});

test.each([
  [`trace ${ID} was sampled`, `trace ${ID} was sampled`],
  [`${ID} 4111 1111 1111 1111`, `${ID} [REDACTED:payment-card]`],
  [`${ID}@example.com wrote`, '[REDACTED:email] wrote'],
  [`api_key=${ID}`, 'api_key=[REDACTED:secret-assignment]'],
  [`order 4111111111111111,${ID}`, `order [REDACTED:payment-card],${ID}`],
])('what stands around an id is found: %s', (text, expected) => {
  expect(createRedactor().text(text)).toBe(expected);
});
