import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeFolder } from '../../src/node/make-folder.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'make-folder-'));
  writeFileSync(join(root, 'file'), '');
  symlinkSync(join(root, 'nowhere', 'at', 'all'), join(root, 'dangling'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('makes a folder with those above it, and is content with one that is there', () => {
  const folder = join(root, 'a', 'b', 'c');
  makeFolder(folder, 0o700);
  makeFolder(folder, 0o700);
  for (const path of [folder, join(root, 'a')]) expect(statSync(path).mode & 0o777).toBe(0o700);
});

test.each([
  ['a file', ['file'], 'EEXIST'],
  ['below a file', ['file', 'x'], 'ENOTDIR'],
  ['a link that leads nowhere', ['dangling'], 'EEXIST'],
  ['below a link that leads nowhere', ['dangling', 'x', 'y'], 'EEXIST'],
])('%s fails, and does so at once', (_, path, code) => {
  expect(() => makeFolder(join(root, ...path))).toThrow(expect.objectContaining({ code }));
});

(process.platform === 'linux' ? test : test.skip)('a file system that takes no folders fails at once', () => {
  expect(() => makeFolder('/proc/binnacle/x')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});
