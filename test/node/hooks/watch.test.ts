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
  ['imported', "await import('node:sqlite');"],
  ['required', "require('node:sqlite');"],
  ['asked of the process', "process.getBuiltinModule('node:sqlite');"],
])('a built-in module that is %s is announced once, before it is there', (_how, load) => {
  const answer = run(`
const getBuiltinModule = process.getBuiltinModule;
const isLoaded = () => process.moduleLoadList.includes('NativeModule sqlite');
watchBuiltins(['sqlite'], () => seen.push(isLoaded()));
await import('node:fs');
const early = [...seen];
${load}
${load}
console.log(JSON.stringify({ early, seen, restored: process.getBuiltinModule === getBuiltinModule }));`);
  expect(answer).toEqual({ early: [], seen: [false], restored: true });
});

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
