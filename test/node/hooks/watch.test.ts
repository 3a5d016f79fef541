import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const hooks = join(import.meta.dirname, '../../../src/node/hooks');

/** Runs an ES module that has both functions, and reads the JSON that it prints. */
const run = (program: string): unknown => {
  const head = `import { watchBuiltins } from ${JSON.stringify(join(hooks, 'watch-builtins.ts'))};
import { watchGlobal } from ${JSON.stringify(join(hooks, 'watch-global.ts'))};
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const seen = [];
`;
  const output = execFileSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', head + program],
    { encoding: 'utf8', timeout: 30_000, cwd: import.meta.dirname },
  );
  return JSON.parse(output);
};

test.each([
  ['imported', "const { DatabaseSync } = await import('node:sqlite');"],
  ['imported as it is', "const { default: { DatabaseSync } } = await import('node:sqlite');"],
  ['required', "const { DatabaseSync } = require('node:sqlite');"],
  ['asked of the process', "const { DatabaseSync } = process.getBuiltinModule('node:sqlite');"],
])(
  'a built-in module that is %s is announced once, before the program has a function of it',
  (_how, load) => {
    const answer = run(`
const real = (await import('node:child_process')).execFileSync(process.execPath, ['-p', "Object.keys(process.getBuiltinModule('node:sqlite')).join()"], { encoding: 'utf8', stdio: 'pipe' }).trim();
const warnings = [];
process.emitWarning = (warning) => warnings.push(warning);
const { emitWarning } = process;
watchBuiltins(['sqlite', 'not-there'], () => seen.push('before'));
await import('node:fs');
const early = [...seen, ...warnings];
{ ${load} seen.push(typeof DatabaseSync.prototype.prepare); }
{ ${load} }
const sqlite = process.getBuiltinModule('node:sqlite');
const { writable, configurable, enumerable } = Object.getOwnPropertyDescriptor(sqlite, 'DatabaseSync');
console.log(JSON.stringify({
  early,
  seen,
  same: Object.keys(sqlite).join() === real,
  descriptor: { writable, configurable, enumerable },
  warnings: warnings.filter((each) => !String(each).includes('SQLite is an experimental feature')),
  restored: process.emitWarning === emitWarning,
}));`);
    expect(answer).toEqual({
      early: [],
      seen: ['before', 'function'],
      same: true,
      descriptor: { writable: true, configurable: true, enumerable: true },
      warnings: [],
      restored: true,
    });
  },
);

test('a global is announced at its first read, which gets what was set by then', () => {
  const answer = run(`
watchGlobal('LIBRARY_HOOK', () => {
  seen.push('before');
  globalThis.LIBRARY_HOOK = 7;
});
const early = [...seen];
const read = [globalThis.LIBRARY_HOOK, globalThis.LIBRARY_HOOK];
console.log(JSON.stringify({ early, seen, read, keys: Object.keys(globalThis).includes('LIBRARY_HOOK') }));`);
  expect(answer).toEqual({ early: [], seen: ['before'], read: [7, 7], keys: true });
});

test('who sets the global first wins, and nobody is told', () => {
  const answer = run(`
watchGlobal('LIBRARY_HOOK', () => seen.push('before'));
globalThis.LIBRARY_HOOK = 'theirs';
console.log(JSON.stringify({ seen, read: globalThis.LIBRARY_HOOK }));`);
  expect(answer).toEqual({ seen: [], read: 'theirs' });
});
