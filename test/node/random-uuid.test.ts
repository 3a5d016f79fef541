import { expect, test } from '@jest/globals';
import { randomUuid } from '../../src/node/random-uuid.ts';

/** https://www.rfc-editor.org/rfc/rfc9562#section-5.4 */
const VERSION_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test.each([0, 0.25, 0.5, 1 - Number.EPSILON])('is well formed where every random number is %d', (value) => {
  expect(randomUuid(() => value)).toMatch(VERSION_4);
});

test('is another one each time', () => {
  const uuids = Array.from({ length: 1_000 }, () => randomUuid());
  expect(uuids.filter((uuid) => !VERSION_4.test(uuid))).toEqual([]);
  expect(new Set(uuids).size).toBe(uuids.length);
});
