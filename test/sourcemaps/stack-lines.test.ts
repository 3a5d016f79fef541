import { expect, test } from '@jest/globals';
import { readStackLine, writeStackLine } from '../../src/sourcemaps/stack-lines.ts';

test.each<[line: string, name: string, location: string]>([
  ['    at a (https://shop.example/app.js:1:20)', 'a', 'https://shop.example/app.js'],
  ['    at https://shop.example/app.js?v=1:1:20', '', 'https://shop.example/app.js?v=1'],
  ['    at async a.b (file:///srv/app.js:1:20)', 'a.b', 'file:///srv/app.js'],
  ['    at new t (/srv/app.js:1:20)', 't', '/srv/app.js'],
  ['    at get total [as total] (C:\\app\\app.js:1:20)', 'get total [as total]', 'C:\\app\\app.js'],
  ['    at async Promise.all.x (app.js:1:20)', 'Promise.all.x', 'app.js'],
  ['a@https://shop.example/app.js:1:20', 'a', 'https://shop.example/app.js'],
  ['@https://shop.example/app.js:1:20', '', 'https://shop.example/app.js'],
  ['async*a@http://[::1]:8080/app.js:1:20', 'async*a', 'http://[::1]:8080/app.js'],
])('%s', (text, name, location) => {
  const line = readStackLine(text);
  expect(line).toMatchObject({ name, location, line: 1, column: 20 });
  expect(line && writeStackLine(line)).toBe(text);
});

test.each([
  'TypeError: no',
  '    at Array.map (<anonymous>)',
  '    at async Promise.all (index 0)',
  'user@example.com said 1:2',
  `    at ${'x'.repeat(10_000)} (app.js:1:1)`,
  '',
])('%j is no frame', (text) => expect(readStackLine(text)).toBeUndefined());
