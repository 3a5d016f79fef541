import { expect, test } from '@jest/globals';
import { createRedactor } from '../../../src/core/redaction/index.ts';
import { idLengthAt, isId, isTraceIdAt, isUuidAt } from '../../../src/core/redaction/uuid.ts';

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

const UUID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

test('a UUID ends where its word does', () => {
  expect(isUuidAt(UUID, 0)).toBe(true);
  expect(isUuidAt(`${UUID}a`, 0)).toBe(false);
});

test.each([
  [ID, 32, true],
  [UUID, 36, true],
  [UUID.toUpperCase(), 36, true],
  [`${ID} `, 32, false],
  [`${UUID},${UUID}`, 36, false],
  [`${ID}0`, 0, false],
  ['', 0, false],
])('an id at the beginning of %j has %d units', (text, length, isWhole) => {
  expect(idLengthAt(text, 0)).toBe(length);
  expect(isId(text)).toBe(isWhole);
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
