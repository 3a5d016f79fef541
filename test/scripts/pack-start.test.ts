import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { packStart } from '../../scripts/pack-start.ts';

const FILES: ReadonlyMap<string, string> = new Map([
  ['chunks/state.js', 'exports.loads=[];exports.file=__filename'],
  ['chunks/start.js', 'require("./state.js").loads.push("start");exports.start=require("./state.js")'],
  [
    'start.js',
    'var s=require("./chunks/start.js");exports.start=function(o){s.start.load=o.load;o.load("./http.js");return s.start}',
  ],
  ['http.js', 'require("./chunks/state.js").loads.push("http")'],
  ['broken.js', 'require("./chunks/state.js").loads.push("broken");throw new Error("of broken")'],
  ['later.js', 'require("./chunks/state.js").loads.push("later")'],
  ['index.js', 'exports.loads=require("./chunks/state.js").loads'],
]);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'binnacle-pack-'));
  mkdirSync(join(folder, 'chunks'));
  for (const [name, code] of FILES) writeFileSync(join(folder, name), code);
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
  writeFileSync(join(folder, 'start.js'), packStart(FILES, 'start.js', ['http.js', 'broken.js']));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a program prints; in a process of its own, because Jest keeps modules in a place of its own. */
const run = (program: string): unknown =>
  JSON.parse(
    execFileSync(
      process.execPath,
      [
        '-e',
        `const start=()=>require('./start.js').start({load:require});console.log(JSON.stringify(${program}))`,
      ],
      { cwd: folder, encoding: 'utf8' },
    ),
  );

describe('packStart', () => {
  test.each([
    ['modules know their own files', 'start().file', (at: string) => join(at, 'chunks/state.js')],
    [
      'they are evaluated once',
      '(start(),require("./http.js"),require("./chunks/start.js"),start().loads)',
      () => ['start', 'http'],
    ],
    [
      'chunks that are loaded later, and the other entry, share them',
      '(start().load("./later.js"),require("./index.js").loads)',
      () => ['start', 'http', 'later'],
    ],
    [
      'what was loaded before is taken as it is',
      '[require("./index.js").loads===start().loads,start().loads]',
      () => [true, ['start', 'http']],
    ],
    [
      'what fails, fails for whoever asks for it, each time',
      '[1,2].map(()=>{try{start().load("./broken.js")}catch(e){return e.message}}).concat(start().loads)',
      () => ['of broken', 'of broken', 'start', 'http', 'broken', 'broken'],
    ],
    [
      'without a cache of modules the files are loaded one by one',
      '(require("node:module")._cache=new Proxy({},{set:()=>true}),start().file)',
      (at: string) => join(at, 'chunks/state.js'),
    ],
  ])('%s', (_, program, expected) => {
    expect(run(program)).toEqual(expected(realpathSync(folder)));
  });

  test('a file that is not there is told when it is packed', () => {
    expect(() => packStart(new Map([['start.js', 'require("./gone.js")']]), 'start.js', [])).toThrow(
      'gone.js is not there',
    );
  });
});
