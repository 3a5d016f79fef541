import { expect, test } from '@jest/globals';
import { commandShape } from '../../../src/node/database/command-shape.ts';

test.each([
  [{ find: 'users', filter: { email: 'jo@example.com' } }, '{"find":"?","filter":{"email":"?"}}'],
  [{ find: 'users', lsid: { id: 1 }, $db: 'shop' }, '{"find":"?"}'],
  [{ q: { $or: [{ a: 1 }, { b: 2 }] } }, '{"q":{"$or":[{"a":"?"}]}}'],
  [{ q: { at: new Date(0), id: new (class ObjectId {})() } }, '{"q":{"at":"?","id":"?"}}'],
  [{ list: [] }, '{"list":[]}'],
])('%j has the shape %s', (command, shape) => expect(commandShape(command)).toBe(shape));

test('is bounded in depth, width and length', () => {
  const deep: Record<string, unknown> = {};
  deep.deep = deep;
  expect(commandShape(deep).length).toBeLessThan(100);
  const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`a_long_key_${i}`, i]));
  expect(commandShape({ q: wide }).length).toBeLessThanOrEqual(1_024);
});
