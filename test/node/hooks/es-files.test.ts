import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { canHookEsFiles } from '../../../src/node/hooks/es-files.ts';

const hooks = join(import.meta.dirname, '../../../src/node/hooks');
let directory = '';

const put = (file: string, text: string): void => {
  const path = join(directory, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

const VICTIM: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'victim',
    type: 'module',
    exports: { '.': './main.js', './inner': './inner.js', './late': './late.js' },
  }),
  'main.js': `export { inner } from './inner.js';
export default class Main { hello() { return 'hello'; } }
export const answer = () => 42;
globalThis.evaluated = (globalThis.evaluated ?? 0) + 1;`,
  'inner.js': "export const inner = 'inner';",
  'late.js': "await null; export const late = 'late';",
};

/** The same package as npm lays it out and as pnpm does, where what a program sees is a link. */
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'es-files-'));
  for (const [file, text] of Object.entries(VICTIM)) {
    put(`npm/node_modules/victim/${file}`, text);
    put(`pnpm/node_modules/.pnpm/victim@1.0.0/node_modules/victim/${file}`, text);
  }
  symlinkSync('.pnpm/victim@1.0.0/node_modules/victim', join(directory, 'pnpm/node_modules/victim'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const run = (file: string, args: readonly string[] = []): unknown =>
  JSON.parse(
    execFileSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', ...args, join(directory, file)],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: 30_000,
      },
    ),
  );

/** Watches two files of the package, and patches in place and by replacement. */
const watching = (folder: string, files: string): string => `
import { findPackages } from ${JSON.stringify(join(hooks, 'find-packages.ts'))};
import { watchEsFiles } from ${JSON.stringify(join(hooks, 'es-files.ts'))};
import { onPackageFile } from ${JSON.stringify(join(hooks, 'module-hook.ts'))};
globalThis.seen = [];
onPackageFile((exports, name, folder) => {
  seen.push(name);
  if (name === 'victim') {
    exports.default.prototype.hello = () => 'patched';
    exports.answer = () => 43;
  }
  return exports;
});
process.argv[1] = ${JSON.stringify(join(directory, folder, 'x.mjs'))};
watchEsFiles(${files}, findPackages(['victim', 'missing']));
`;
const FILES = `[
  { file: 'victim/main.js', name: 'victim', exports: ['default', 'answer'], before: () => seen.push('before') },
  { file: 'victim/late.js', name: 'victim/late.js', exports: [], before: () => {} },
]`;

describe.each(['npm', 'pnpm'])('a package as %s lays it out', (folder) => {
  test.each([
    ['imported', "const found = await import('victim');"],
    ['required', "const found = (await import('node:module')).createRequire(import.meta.url)('victim');"],
  ])('is patched when it is %s', (_, load) => {
    put(`${folder}/hook.mjs`, watching(folder, FILES));
    put(
      `${folder}/program.mjs`,
      `${load}
console.log(JSON.stringify([new found.default().hello(), found.answer(), found.inner, seen, evaluated]));`,
    );
    expect(run(`${folder}/program.mjs`, ['--import', join(directory, folder, 'hook.mjs')])).toEqual([
      'patched',
      43,
      'inner',
      ['before', 'victim'],
      1,
    ]);
  });
});

test('a file that waits keeps what it exports', () => {
  put('npm/hook.mjs', watching('npm', FILES));
  put('npm/late.mjs', "import { late } from 'victim/late'; console.log(JSON.stringify([late, seen]));");
  expect(run('npm/late.mjs', ['--import', join(directory, 'npm/hook.mjs')])).toEqual([
    'late',
    ['victim/late.js'],
  ]);
});

describe('a program that imports the hook itself', () => {
  test('finds in place what it imports after it', () => {
    put('npm/hook.mjs', watching('npm', FILES));
    put(
      'npm/first.mjs',
      `import './hook.mjs';
import Main, { answer } from 'victim';
console.log(JSON.stringify([new Main().hello(), answer(), evaluated]));`,
    );
    // A binding that is linked can no longer be replaced.
    expect(run('npm/first.mjs')).toEqual(['patched', 42, 1]);
  });

  test('loads nothing that it does not import', () => {
    put('npm/hook.mjs', watching('npm', FILES));
    put(
      'npm/without.mjs',
      `import './hook.mjs';
console.log(JSON.stringify([seen, globalThis.evaluated ?? 0]));`,
    );
    expect(run('npm/without.mjs')).toEqual([[], 0]);
  });

  test('gets it patched when it imports it later', () => {
    put('npm/hook.mjs', watching('npm', FILES));
    put(
      'npm/later.mjs',
      `import './hook.mjs';
const { answer } = await import('victim');
console.log(JSON.stringify([answer(), evaluated]));`,
    );
    expect(run('npm/later.mjs')).toEqual([43, 1]);
  });
});

test('a patch that throws leaves the module as it is', () => {
  put(
    'npm/hook.mjs',
    watching('npm', FILES).replace("if (name === 'victim') {", "if (name) { throw new Error('broken');"),
  );
  put('npm/program.mjs', "import { answer } from 'victim'; console.log(JSON.stringify(answer()));");
  expect(run('npm/program.mjs', ['--import', join(directory, 'npm/hook.mjs')])).toBe(42);
});

test.each([
  ['22.15.0', false],
  ['22.22.2', false],
  ['22.22.3', true],
  ['23.11.0', false],
  ['24.11.0', false],
  ['24.11.1', true],
  ['24.21.0', true],
  ['25.0.0', false],
  ['25.1.0', true],
  ['26.0.0', true],
])('Node.js %s can hook ES modules without harm to CommonJS: %s', (version, can) => {
  expect(canHookEsFiles(version)).toBe(can);
});
