import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const hook = join(import.meta.dirname, '../../../src/node/hooks/module-hook.ts');
let directory = '';

/** A CommonJS package with a main file and an inner one, as programs install it. */
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'module-hook-'));
  const folder = join(directory, 'node_modules/@scope/victim');
  mkdirSync(join(folder, 'lib'), { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: '@scope/victim', main: './lib/main.js', version: '1.0.0' }),
  );
  writeFileSync(join(folder, 'lib/main.js'), "module.exports = { inner: require('./inner'), value: 1 };");
  writeFileSync(join(folder, 'lib/inner.js'), "module.exports = 'inner';");
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Runs a program that has the hook, and reads the JSON that it prints. */
const run = (program: string): unknown => {
  const file = join(directory, 'program.mjs');
  const head = `import { onPackageFile, watchFile, watchPackages } from ${JSON.stringify(hook)};
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
`;
  writeFileSync(file, head + program);
  const output = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 30_000,
  });
  return JSON.parse(output);
};

test.each([
  ['required', "const found = require('@scope/victim');"],
  ['imported', "const { default: found } = await import('@scope/victim');"],
])('a package that is %s gets the exports that the listener gives', (_, load) => {
  const answer = run(`
const seen = [];
watchPackages(['@scope/victim'], () => seen.push('before'));
onPackageFile((exports, name) => {
  seen.push(name);
  return name === '@scope/victim' ? { ...exports, patched: true } : exports;
});
${load}
console.log(JSON.stringify({ seen, found, again: require('@scope/victim') }));`);
  const found = { inner: 'inner', value: 1, patched: true };
  const inner = ['@scope/victim', 'lib', 'inner.js'].join(sep);
  expect(answer).toEqual({ seen: ['before', inner, '@scope/victim'], found, again: found });
});

test('a main file that is named .cjs, and a package that is linked as pnpm does, are patched', () => {
  const folder = join(directory, 'node_modules/.pnpm/linked@1.0.0/node_modules/linked');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'linked', exports: './main.cjs' }));
  writeFileSync(join(folder, 'main.cjs'), "exports.value = 'as it was';");
  symlinkSync('.pnpm/linked@1.0.0/node_modules/linked', join(directory, 'node_modules/linked'));
  const answer = run(`
watchPackages(['linked'], () => {});
onPackageFile((exports, name) => ({ ...exports, name }));
const { default: found } = await import('linked');
console.log(JSON.stringify(found));`);
  expect(answer).toEqual({ value: 'as it was', name: 'linked' });
});

test('two that watch one package are both told', () => {
  const answer = run(`
const seen = [];
watchPackages(['@scope/victim'], () => seen.push('one'));
watchPackages(['@scope/victim', 'another'], () => seen.push('two'));
require('@scope/victim');
console.log(JSON.stringify(seen));`);
  expect(answer).toEqual(['one', 'two']);
});

test('a file of the application is patched where it is watched by its path', () => {
  writeFileSync(join(directory, 'own.cjs'), "exports.value = 'own';");
  const answer = run(`
watchFile(${JSON.stringify(join(directory, 'own.cjs'))}, 'own');
onPackageFile((exports, name) => ({ ...exports, name }));
console.log(JSON.stringify(require('./own.cjs')));`);
  expect(answer).toEqual({ value: 'own', name: 'own' });
});

test('a listener that throws leaves the package as it is', () => {
  const answer = run(`
watchPackages(['@scope/victim'], () => {});
onPackageFile(() => { throw new Error('broken'); });
console.log(JSON.stringify(require('@scope/victim')));`);
  expect(answer).toEqual({ inner: 'inner', value: 1 });
});

test('a package that nobody watches is left alone', () => {
  const answer = run(`
const seen = [];
watchPackages(['another'], () => seen.push('before'));
onPackageFile((exports, name) => { seen.push(name); return exports; });
console.log(JSON.stringify({ seen, found: require('@scope/victim') }));`);
  expect(answer).toEqual({ seen: [], found: { inner: 'inner', value: 1 } });
});
