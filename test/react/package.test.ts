// What is published as `binnacle/react`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { buildWebModules } from '../../scripts/build-web-bundle.ts';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'binnacle-react-'));
  await buildWebModules(join(import.meta.dirname, '../..'), folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('begins as modules of the client do, and leaves React to the page', () => {
  const text = readFileSync(join(folder, 'react/index.js'), 'utf8');
  expect(text).toMatch(/^"use client";/);
  expect(text).toMatch(/from ?"react"/);
});

test.each([
  ['watchReactRouter', ['onBeforeLoad', 'react.render', 'componentStack']],
  ['watchTanStackRouter', ['navigation', 'react.render', 'componentStack']],
  ['ErrorBoundary', ['onBeforeLoad', 'react.render']],
  ['PerformanceMonitor', ['onBeforeLoad', 'componentStack']],
])('who imports only %s has nothing of the others', async (name, absent) => {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${name} } from './react/index.js';`, resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    external: ['react'],
    write: false,
  });
  const text = outputFiles[0]?.text ?? '';
  expect(text).toContain(name);
  expect(absent.filter((word) => text.includes(word))).toEqual([]);
});
