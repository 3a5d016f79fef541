import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { runProgram } from '../../../../src/cli/program.ts';
import { heapProfileOf } from '../../../../src/core/profiling/profile.ts';
import { encodePprof } from '../../../../src/sdk/profiling/encode-pprof.ts';
import { profileOf, type Seen } from '../../../core/profiling/profiles.ts';
import { createTestIo, type TestIo } from '../../test-io.ts';

const ROOT = { directory: '/package', version: '1.0.0' };

const written = (seen: readonly Seen[]): Buffer => gzipSync(encodePprof(profileOf(seen)));

const BEFORE = written([
  ['main>handle>burn', 300, { 'http.route': '/reports/:id' }],
  ['main>handle>render', 200, { 'http.route': '/baskets/:id' }],
  ['main>parse<b&"x', 100],
]);
const AFTER = written([
  ['main>handle>burn', 600],
  ['main>handle>render', 205],
  ['main>parse<b&"x', 95],
]);

const HEAP = gzipSync(
  encodePprof(
    heapProfileOf(
      [{ stack: [{ name: 'keep', file: 'a.js', line: 1, column: 1 }], values: [4, 2_097_152], labels: {} }],
      524_288,
      1_760_000_000_000,
    ),
  ),
);

const CPU_PROFILE = JSON.stringify({
  nodes: [
    {
      id: 1,
      callFrame: { functionName: '(root)', url: '', lineNumber: -1, columnNumber: -1 },
      children: [2, 3],
    },
    { id: 2, callFrame: { functionName: 'work', url: 'file:///srv/a.js', lineNumber: 9, columnNumber: 4 } },
    { id: 3, callFrame: { functionName: '(idle)', url: '', lineNumber: -1, columnNumber: -1 } },
  ],
  startTime: 0,
  endTime: 4_000,
  samples: [2, 2, 3, 2],
  timeDeltas: [1_000, 1_000, 1_000, 1_000],
});

const HEAP_PROFILE = JSON.stringify({
  head: {
    id: 1,
    selfSize: 0,
    callFrame: { functionName: '(root)', url: '', lineNumber: -1, columnNumber: -1 },
    children: [
      {
        id: 2,
        selfSize: 2_097_152,
        callFrame: { functionName: 'keep', url: 'a.js', lineNumber: 0, columnNumber: 0 },
        children: [],
      },
    ],
  },
  samples: [{ size: 1_024, nodeId: 2, ordinal: 1 }],
});

/** Each function lives in the one before. */
const DEEP = 20_000;
const frame = '"callFrame":{"functionName":"a","url":"","lineNumber":0,"columnNumber":0}';
const DEEP_HEAP = `${`{"id":1,"selfSize":1,${frame},"children":[`.repeat(DEEP)}${']}'.repeat(DEEP)}`;
const DEEP_CPU = JSON.stringify({
  nodes: Array.from({ length: DEEP }, (_, id) => ({
    id,
    callFrame: { functionName: 'a', url: '', lineNumber: id, columnNumber: 0 },
    children: id + 1 < DEEP ? [id + 1] : [],
  })),
  samples: Array.from({ length: DEEP }, (_, id) => id),
  timeDeltas: [],
  startTime: 0,
  endTime: 1,
});

const nameOf = (service: string, kind: string, second: number): string =>
  `${service}-${kind}-20260131T12000${second}.000Z-4711.pb.gz`;

const FILES: Readonly<Record<string, string | Buffer>> = {
  [`old/${nameOf('shop', 'cpu', 1)}`]: BEFORE,
  [`old/${nameOf('shop', 'cpu', 2)}`]: BEFORE,
  [`old/${nameOf('shop', 'cpu', 3)}`]: BEFORE,
  [`old/${nameOf('shop', 'heap', 3)}`]: HEAP,
  'old/notes.txt': 'slow since noon',
  [`new/${nameOf('shop', 'cpu', 1)}`]: AFTER,
  [`new/${nameOf('shop', 'cpu', 2)}`]: AFTER,
  [`new/${nameOf('shop', 'cpu', 3)}`]: AFTER,
  [`both/${nameOf('shop', 'cpu', 1)}`]: BEFORE,
  [`both/${nameOf('till', 'cpu', 1)}`]: BEFORE,
  'other/notes.txt': '',
  'before.pb.gz': BEFORE,
  'after.pb.gz': AFTER,
  'a.cpuprofile': CPU_PROFILE,
  'a.heapprofile': HEAP_PROFILE,
  'app.js': 'console.log(1);\n',
  'deep.heapprofile': `{"head":${DEEP_HEAP}}`,
  'deep.cpuprofile': DEEP_CPU,
  'escapes.cpuprofile': CPU_PROFILE.replace('"work"', '"work\\u001b[31m\\u0007"').replace(
    '/a.js',
    '/a\\u009b1m.js',
  ),
  'empty.pb.gz': Buffer.alloc(0),
  'other.json': '{"hello": 1}',
  'broken.json': '{"nodes": [',
  'odd.cpuprofile': '{"nodes": [1, null], "samples": [1]}',
  'cut.pb.gz': BEFORE.subarray(0, 40),
  'bomb.pb.gz': gzipSync(Buffer.alloc(300_000_000)),
};

const run = async (...argv: string[]): Promise<TestIo> => {
  const io = createTestIo({ files: FILES });
  await runProgram(['profile', ...argv], io, ROOT);
  return io;
};

describe('binnacle profile top', () => {
  test('shows the functions that cost most', async () => {
    const { out, exitCode } = await run('top', 'before.pb.gz');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^cpu: 6\.00 s in 60\.0 s/);
    expect(out).toMatch(/3\.00 s {2}50\.0 % {4}3\.00 s {2}50\.0 % {2}burn {2}src\/burn\.js:3/);
  });

  test('apart by route, and several files together', async () => {
    const { out } = await run('top', 'before.pb.gz', 'before.pb.gz', '--by', 'route', '--json');
    const { total, groups } = JSON.parse(out);
    expect(total).toBe(12e9);
    expect(groups.map((group: { label: string; total: number }) => [group.label, group.total])).toEqual([
      ['/reports/:id', 6e9],
      ['/baskets/:id', 4e9],
      [null, 2e9],
    ]);
  });

  test('only what has a label', async () => {
    const { out } = await run('top', 'before.pb.gz', '--only', 'route=/reports/:id');
    expect(out).toMatch(/^cpu: 3\.00 s in 60\.0 s, 1 different samples/);
    expect(out).toMatch(/3\.00 s 100\.0 % {4}3\.00 s 100\.0 % {2}burn {2}src\/burn\.js:3/);
    expect(out).not.toContain('render');
  });

  test('of a folder the profiles of one kind', async () => {
    expect((await run('top', 'old')).out).toMatch(/^cpu: 18\.0 s in 180\.0 s/);
    expect((await run('top', 'old', '--type', 'inuse_space')).out).toMatch(/^inuse_space: 2\.00 MiB/);
  });

  test('reads what V8 and browsers write', async () => {
    expect((await run('top', 'a.cpuprofile')).out).toMatch(
      /3\.00 ms 100\.0 %.* work {2}file:\/\/\/srv\/a\.js:10/,
    );
    expect((await run('top', 'a.heapprofile')).out).toMatch(/2\.00 MiB 100\.0 %.* keep {2}a\.js:1/);
    expect((await run('top', 'a.heapprofile', 'a.heapprofile')).out).toMatch(
      /^inuse_space: 2\.00 MiB, on average of 2 profiles, [\s\S]*2\.00 MiB 100\.0 %.* keep {2}a\.js:1/,
    );
  });

  test('prints nothing that a terminal would obey', async () => {
    expect((await run('top', 'escapes.cpuprofile')).out).toMatch(
      / work \[31m {3}file:\/\/\/srv\/a 1m\.js:10/,
    );
  });

  test.each([
    ['app.js', /^app\.js: is no profile: .*expected one of pprof/],
    ['empty.pb.gz', /is no profile: it is empty/],
    ['other.json', /is no profile: it has neither nodes nor a head/],
    ['broken.json', /is no profile: it is no JSON/],
    ['odd.cpuprofile', /is no profile: its nodes are not those of V8/],
    ['cut.pb.gz', /is no profile: its compression is broken/],
    ['bomb.pb.gz', /is no profile: it unpacks to more than 256 MiB/],
    ['deep.heapprofile', /is no profile: more than 10000000 functions in its stacks/],
    ['deep.cpuprofile', /is no profile: more than 10000000 functions in its stacks/],
    ['/dev/zero', /is no profile: it is a device/],
    ['none.pb.gz', /^none\.pb\.gz: cannot be read \(ENOENT\)/],
  ])('refuses %s with the reason', async (file, message) => {
    const { err, out, exitCode } = await run('top', file);
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 2 });
    expect(err).toMatch(message);
  });

  test.each([
    [['--type', 'wall', 'before.pb.gz'], /--type: wall is not in the profile; it has samples, cpu/],
    [
      ['--by', 'tenant', 'before.pb.gz'],
      /--by: no sample has the label "tenant"; there are http\.route; ids are/,
    ],
    [['--by', 'route', 'after.pb.gz'], /no sample has the label "http\.route"; samples have labels where/],
    [['--limit', '0', 'before.pb.gz'], /expected a whole number from 1/],
    [['before.pb.gz', 'a.heapprofile'], /cannot be taken together/],
    [['before.pb.gz', '--only', 'route'], /expected a label and its value/],
    [
      ['before.pb.gz', '--only', 'route=/other'],
      /--only: no sample has http\.route=\/other; there are \/reports\/:id, \/baskets\/:id/,
    ],
    [['before.pb.gz', '--only', 'tenant=acme'], /--only: no sample has the label "tenant"/],
    [
      ['before.pb.gz', '--only', 'route=/reports/:id', '--only', 'route=/baskets/:id'],
      /no sample has http\.route=\/baskets\/:id; there are \/reports\/:id$/m,
    ],
    [
      ['other'],
      /^other: has no cpu profiles, such as shop-cpu-\S+; --type inuse_space takes those of the heap/,
    ],
    [['new', '--type', 'inuse_space'], /^new: has no heap profiles/],
    [['both'], /^both: has profiles of shop, till; name the files of one, as both\/shop-cpu-\*\.pb\.gz/],
  ])('refuses %j', async (argv, message) => {
    const { err, exitCode } = await run('top', ...argv);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
  });
});

describe('binnacle profile diff', () => {
  test('says what got slower, by how much and how sure, with status 1', async () => {
    const { out, exitCode } = await run('diff', 'before.pb.gz', 'after.pb.gz');
    expect(exitCode).toBe(1);
    expect(out).toMatch(/slower\n +\+50\.0 ms\/s {2}\(\+\S+ ms\/s to \+\S+ ms\/s\) +×2\.00 {2}burn/);
    expect(out).not.toMatch(/faster|render/);
    expect(out).toMatch(/95\.0 % sure, from a bootstrap over samples/);
  });

  test('is quiet where nothing differs', async () => {
    const { out, exitCode } = await run('diff', 'before.pb.gz', 'before.pb.gz');
    expect(exitCode).toBe(0);
    expect(out).toContain('no function differs surely');
  });

  test('takes several profiles a side, and prints JSON', async () => {
    const sides = ['before', 'after'].map((side) => Array(3).fill(`${side}.pb.gz`).join());
    const { out, exitCode } = await run('diff', ...sides, '--json', '--column', 'total');
    const { method, by, changes } = JSON.parse(out);
    expect({ method, by, exitCode }).toEqual({ method: 'profiles', by: 'rate', exitCode: 1 });
    expect(changes.find(({ name }: { name: string }) => name === 'handle').verdict).toBe('slower');
  });

  test('takes folders', async () => {
    const { out, exitCode } = await run('diff', 'old', 'new');
    expect(exitCode).toBe(1);
    expect(out).toMatch(/slower\n +\+50\.0 ms\/s .*burn/);
    expect(out).toContain('from how profiles of one side differ');
    expect((await run('diff', 'old', 'old', '--only', 'route=/baskets/:id', '--all')).out).toMatch(
      /^cpu: 33\.3 ms\/s before, 33\.3 ms\/s after\n\nnot sure\n.*render.*\n\nno function/,
    );
  });

  test('compares heaps by what lives', async () => {
    const { out, exitCode } = await run('diff', 'a.heapprofile', 'a.heapprofile', '--all');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/inuse_space: 2\.00 MiB before, 2\.00 MiB after/);
  });

  test.each([
    [['before.pb.gz', 'app.js'], /app\.js: is no profile/],
    [
      ['before.pb.gz', 'a.heapprofile'],
      /the first profile has cpu, another only samples, inuse_space: they are of different kinds/,
    ],
    [
      ['before.pb.gz', 'after.pb.gz', '--type', 'wall'],
      /--type: wall is not in the profile; it has samples, cpu/,
    ],
    [
      ['before.pb.gz', 'after.pb.gz', '--only', 'route=/reports/:id'],
      /no sample has the label "http\.route"/,
    ],
    [[',', 'after.pb.gz'], /the first side has no file/],
    [['before.pb.gz', ','], /the second side has no file/],
    [['before.pb.gz', 'after.pb.gz', '--confidence', '2'], /expected a number from 0\.5/],
  ])('refuses %j', async (argv, message) => {
    const { err, exitCode } = await run('diff', ...argv);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
  });
});

describe('binnacle profile flame', () => {
  test.each(['flame.html', 'flame.svg'])(
    'writes %s, which needs nothing else and has no markup of a name',
    async (file) => {
      const { written: files, exitCode } = await run('flame', 'before.pb.gz', '--out', file);
      const text = files[file] ?? '';
      expect(exitCode).toBe(0);
      expect(text).toContain('burn, src/burn.js:3, 3.00 s, 50.0 %');
      expect(text).toContain('parse&lt;b&amp;&quot;x');
      expect(text).not.toContain('parse<b');
      // The namespace of SVG is a name and no address.
      expect(text.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|src=|@import|url\(/);
    },
  );

  test('names what it shows', async () => {
    const { written: files } = await run('flame', 'old', '--only', 'route=/reports/:id', '--out', 'a.svg');
    const text = files['a.svg'] ?? '';
    expect(text).toContain(`old/${nameOf('shop', 'cpu', 1)} and 2 more, http.route=/reports/:id`);
    expect(text).toContain('burn, src/burn.js:3, 9.00 s, 100.0 %');
    expect(text).not.toContain('render');
  });

  test.each([
    [['before.pb.gz', '--out', 'flame.png'], /--out: flame\.png is not accepted/],
    [['before.pb.gz', '--out', '/nowhere/flame.svg'], /cannot be written/],
    [['app.js', '--out', 'flame.svg'], /is no profile/],
    [['before.pb.gz'], /required option/],
  ])('refuses %j', async (argv, message) => {
    const { err, exitCode } = await run('flame', ...argv);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
  });
});
