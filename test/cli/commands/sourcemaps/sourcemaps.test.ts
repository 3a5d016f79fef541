import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { runProgram } from '../../../../src/cli/program.ts';
import { createTestIo, type TestIo } from '../../test-io.ts';

const ROOT = { version: '0.0.0' } as Parameters<typeof runProgram>[2];

let folder: string;
let dist: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'binnacle-maps-'));
  dist = join(folder, 'dist');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, text: string | Buffer): string => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

const run = async (argv: readonly string[], files: Record<string, string | Buffer> = {}): Promise<TestIo> => {
  const io = createTestIo({ files });
  // What a test has in a folder is read from there, and what a command writes is written there.
  const inMemory = io.readBytes;
  io.readBytes = (path) => (path in files ? inMemory(path) : readFileSync(path));
  io.writeFile = (path, text) => writeFileSync(path, text);
  await runProgram(['sourcemaps', ...argv], io, ROOT);
  return io;
};

const SOURCE = `const priceOf = (order) => {
  return order.items[0].price;
};
export const pay = (order) => {
  const price = priceOf(order);
  return price * 2;
};
globalThis.pay = pay;
`;

/** Builds the source; the answer is a stack of it as the page has it. */
const buildShop = async (outfile = join(dist, 'assets/app.js'), source = SOURCE): Promise<string> => {
  await build({
    entryPoints: [write('src/shop.js', source)],
    bundle: true,
    minify: true,
    format: 'esm',
    sourcemap: true,
    outfile,
    logLevel: 'error',
  });
  const code = readFileSync(outfile, 'utf8');
  const column = code.indexOf('[0].price') + 5;
  expect(column).toBeGreaterThan(5);
  return `TypeError: Cannot read properties of undefined (reading 'price')\n    at r (https://shop.example/assets/app.js?v=2:1:${column})\n    at HTMLButtonElement.<anonymous> (https://shop.example/assets/app.js?v=2:1:${code.indexOf('*2')})\n    at Array.map (<anonymous>)`;
};

const record = (stack: string, version?: string): unknown => ({
  resourceLogs: [
    {
      resource: {
        attributes: [
          { key: 'service.name', value: { stringValue: 'shop' } },
          ...(version ? [{ key: 'service.version', value: { stringValue: version } }] : []),
        ],
      },
      scopeLogs: [
        {
          logRecords: [
            {
              timeUnixNano: '1700000000123456789',
              attributes: [
                { key: 'exception.type', value: { stringValue: 'TypeError' } },
                { key: 'exception.stacktrace', value: { stringValue: stack } },
              ],
            },
          ],
        },
      ],
    },
  ],
});

describe('resolve', () => {
  test('a stack from a file, with its sources and a group', async () => {
    const io = await run(['resolve', 's.txt', '--maps', dist], { 's.txt': await buildShop() });
    expect(io.err).toBe('');
    expect(io.out).toMatch(/ {4}at priceOf \(src\/shop\.js:2:2\d\)\n/);
    expect(io.out).toMatch(/> 2 | {3}return order\.items\[0\]\.price;\n/);
    expect(io.out).toMatch(/\n\s+\| {20,}\^\n/);
    expect(io.out).toMatch(/ {4}at pay \(src\/shop\.js:[56]:/);
    expect(io.out).toContain('    at Array.map (<anonymous>)\n');
    expect(io.out).toMatch(/fingerprint [\da-f]{16}\n$/);
    expect(io.exitCode).toBe(0);
  });

  test('a stack on the command line, from standard input, as JSON', async () => {
    const stack = await buildShop();
    const answers = [
      await run(['resolve', stack, '--maps', dist, '--json']),
      await run(['resolve', stack.replace(/\n\s*/g, ' '), '--maps', dist, '--json']),
      await run(['resolve', '-', '--maps', dist, '--json'], { '-': stack }),
      await run(['resolve', 's.gz', '--maps', dist, '--json'], { 's.gz': gzipSync(stack) }),
    ].map(({ out }) => JSON.parse(out));
    for (const answer of answers) {
      expect(answer).toMatchObject({ resolved: true, problems: [], fingerprint: answers[0].fingerprint });
      expect(answer.frames[0]).toMatchObject({
        function: 'priceOf',
        file: 'src/shop.js',
        line: 2,
        status: 'resolved',
      });
      expect(answer.frames[0].source).toContainEqual({ number: 2, text: '  return order.items[0].price;' });
    }
  });

  test('OTLP: every exception, and nothing else', async () => {
    const stack = await buildShop();
    const span = {
      resourceSpans: [
        {
          scopeSpans: [
            {
              spans: [
                {
                  name: 'x',
                  events: [{ attributes: [{ key: 'exception.stacktrace', value: { stringValue: stack } }] }],
                },
              ],
            },
          ],
        },
      ],
    };
    const text = `${JSON.stringify(record(stack))}\n${JSON.stringify(span)}\n`;
    const io = await run(['resolve', 'logs.json', '--maps', dist], { 'logs.json': text });
    const [log, trace] = io.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { timeUnixNano, attributes } = log.resourceLogs[0].scopeLogs[0].logRecords[0];
    expect(timeUnixNano).toBe('1700000000123456789');
    expect(attributes[1].value.stringValue).toMatch(/at priceOf \(src\/shop\.js:2:/);
    expect(attributes[2]).toEqual({
      key: 'binnacle.error.fingerprint',
      value: { stringValue: expect.stringMatching(/^[\da-f]{16}$/) },
    });
    expect(JSON.stringify(trace)).toContain('at priceOf (src/shop.js:2:');
    expect(io.err).toBe('2 of 2 stacks are resolved\n');
    expect(io.exitCode).toBe(0);
  });

  test('OTLP into a file, with a summary', async () => {
    const output = join(folder, 'out.json');
    const stack = `${await buildShop()}\n    at x (https://other.example/tag.js:1:1)`;
    const io = await run(['resolve', 'a.json', '--maps', dist, '--output', output, '--json'], {
      'a.json': JSON.stringify(record(stack), undefined, 2),
    });
    expect(JSON.parse(io.out)).toEqual({
      stacks: 1,
      resolved: 0,
      problems: [
        expect.stringMatching(/^no map for https:\/\/other\.example\/tag\.js: nothing called tag\.js in /),
      ],
    });
    expect(readFileSync(output, 'utf8')).toContain('at priceOf (src/shop.js:2:');
    expect(io.exitCode).toBe(1);
  });

  test.each<[what: string, map: string, problem: RegExp]>([
    ['no JSON', '<!doctype html>', /app\.js: the map is not JSON/],
    [
      'bad VLQ',
      '{"version":3,"sources":["a"],"names":[],"mappings":"A{"}',
      /app\.js: the map has "{" in its mappings/,
    ],
    [
      'a source that is not there',
      '{"version":3,"sources":[],"names":[],"mappings":"AKAA"}',
      /app\.js: the map points to source 5, of which there are 0/,
    ],
  ])('a map with %s', async (_what, map, problem) => {
    const stack = await buildShop();
    write('dist/assets/app.js.map', map);
    const io = await run(['resolve', 's.txt', '--maps', dist], { 's.txt': stack });
    expect(io.err).toMatch(problem);
    expect(io.out).toContain('at r (https://shop.example/assets/app.js?v=2:1:');
    expect(io.exitCode).toBe(1);
  });

  test('a name that two files have', async () => {
    await buildShop(join(dist, 'a/app.js'));
    await buildShop(join(dist, 'b/app.js'));
    const io = await run(['resolve', 'E: x\n at r (https://shop.example/app.js:1:9)', '--maps', dist]);
    expect(io.err).toBe('https://shop.example/app.js: may be a/app.js or b/app.js\n');
    expect(io.exitCode).toBe(1);
  });

  test('folders that lead back to themselves', async () => {
    const stack = await buildShop();
    symlinkSync(dist, join(dist, 'assets/again'));
    expect((await run(['resolve', 's.txt', '--maps', dist], { 's.txt': stack })).exitCode).toBe(0);
  });

  test.each<[what: string, argv: string[], message: RegExp]>([
    ['no such folder', ['resolve', 's.txt', '--maps', '/nowhere'], /\/nowhere: cannot be read \(ENOENT\)/],
    ['no such file', ['resolve', 'none.txt', '--maps', '.'], /none\.txt: cannot be read/],
    ['no maps', ['resolve', 's.txt'], /required option '--maps/],
    ['no stack', ['resolve', 'empty.txt', '--maps', 'DIST'], /empty\.txt: no frame of a stack/],
    ['bytes', ['resolve', 'bytes.bin', '--maps', 'DIST'], /neither a stack nor OTLP\/JSON/],
    [
      'a release of a folder',
      ['resolve', 's.txt', '--maps', 'DIST', '--release', '1'],
      /--release says nothing/,
    ],
    ['a bad id', ['resolve', 's.txt', '--maps', 'DIST', '--debug-id', 'x'], /Expected a UUID/],
    ['JSON of OTLP', ['resolve', 'o.json', '--maps', 'DIST', '--json'], /--output/],
  ])('%s', async (_what, argv, message) => {
    const stack = await buildShop();
    const io = await run(
      argv.map((each) => (each === 'DIST' ? dist : each)),
      {
        's.txt': stack,
        'empty.txt': 'nothing',
        'bytes.bin': Buffer.from([10, 0, 1]),
        'o.json': JSON.stringify(record(stack)),
      },
    );
    expect(io.err).toMatch(message);
    expect(io.out).toBe('');
    expect(io.exitCode).toBe(2);
  });
});

describe('inject', () => {
  test('ids of the content, once, in code and map; the map stays right', async () => {
    const stack = await buildShop();
    const dry = await run(['inject', dist, '--dry-run', '--json']);
    const first = await run(['inject', dist, '--json']);
    const { files } = JSON.parse(first.out);
    expect(files).toEqual([
      { path: 'assets/app.js', debugId: expect.stringMatching(/^[\da-f-]{14}5[\da-f-]{21}$/), isNew: true },
    ]);
    expect(JSON.parse(dry.out).files).toEqual(files);
    const [{ debugId }] = files;
    expect(readFileSync(join(dist, 'assets/app.js'), 'utf8')).toContain(
      `\n//# debugId=${debugId}\n//# sourceMappingURL=`,
    );
    expect(JSON.parse(readFileSync(join(dist, 'assets/app.js.map'), 'utf8'))).toMatchObject({
      version: 3,
      debugId,
    });
    expect(JSON.parse((await run(['inject', dist, '--json'])).out).files).toEqual([
      { ...files[0], isNew: false },
    ]);
    const resolved = await run([
      'resolve',
      'at x (nowhere.js:1:9)\n'.concat(stack.split('\n')[1] ?? ''),
      '--maps',
      dist,
      '--debug-id',
      debugId,
      '--json',
    ]);
    expect(JSON.parse(resolved.out).frames[1]).toMatchObject({ function: 'priceOf', line: 2 });
  });

  test('a map of another build', async () => {
    const stack = await buildShop();
    await run(['inject', dist]);
    const map = join(dist, 'assets/app.js.map');
    writeFileSync(map, readFileSync(map, 'utf8').replace(/"debugId":"[^"]{8}/, '"debugId":"00000000'));
    for (const argv of [
      ['inject', dist],
      ['upload', dist, '--to', join(folder, 'store'), '--release', '1'],
      ['resolve', stack, '--maps', dist],
    ]) {
      const io = await run(argv);
      expect(io.err).toMatch(/assets\/app\.js: the map is of another build/);
      expect(io.exitCode).toBe(1);
    }
    expect(readdirSync(folder)).not.toContain('store');
  });

  test('compressed copies have to be made again', async () => {
    await buildShop();
    write('dist/assets/app.js.gz', 'x');
    const io = await run(['inject', dist]);
    expect(io.err).toBe('assets/app.js.gz: was made before; make it again\n');
    expect(io.exitCode).toBe(1);
  });
});

describe('a store', () => {
  const store = (): string => join(folder, 'store');
  const upload = async (release: string, source = SOURCE): Promise<{ stack: string; io: TestIo }> => {
    const stack = await buildShop(undefined, source);
    return { stack, io: await run(['upload', dist, '--to', store(), '--release', release, '--json']) };
  };

  test('a release is found by what OTLP says of its sender, and by --release', async () => {
    const { stack, io } = await upload('shop@1.0.0');
    expect(JSON.parse(io.out)).toEqual({ release: 'shop@1.0.0', files: 1, added: 2, problems: [] });
    await upload('shop@2.0.0', `// later\n${SOURCE}`);
    for (const [argv, file, line] of [
      [['logs.json'], record(stack, '1.0.0'), 2],
      [['logs.json'], record(stack, '2.0.0'), 3],
      [['logs.json', '--release', 'shop@1.0.0'], record(stack), 2],
    ] as const) {
      const { out, exitCode } = await run(['resolve', ...argv, '--maps', store()], {
        'logs.json': JSON.stringify(file),
      });
      expect(out).toContain(`at priceOf (src/shop.js:${line}:`);
      expect(exitCode).toBe(0);
    }
    const unsaid = await run(['resolve', stack, '--maps', store()]);
    expect(unsaid.err).toMatch(
      /may be assets\/app\.js of shop@2\.0\.0 or assets\/app\.js of shop@1\.0\.0; say which/,
    );
    const wrong = await run(['resolve', stack, '--maps', store(), '--release', '9']);
    expect(wrong.err).toMatch(/no release "9"/);
    expect(wrong.exitCode).toBe(2);
  });

  test('what releases have alike is there once; a second upload adds nothing', async () => {
    const { stack } = await upload('1');
    expect(JSON.parse((await upload('1')).io.out)).toMatchObject({ added: 0 });
    expect(JSON.parse((await upload('2')).io.out)).toMatchObject({ added: 0 });
    expect(readdirSync(join(store(), 'contents'))).toHaveLength(2);
    expect((await run(['resolve', stack, '--maps', store()])).exitCode).toBe(0);
  });

  test('by debug id', async () => {
    const stack = await buildShop();
    const { files } = JSON.parse((await run(['inject', dist, '--json'])).out);
    await run(['upload', dist, '--to', store(), '--release', '1']);
    const io = await run(['resolve', stack, '--maps', store(), '--debug-id', files[0].debugId]);
    expect(io.out).toContain('at priceOf (src/shop.js:2:');
  });

  test('one that is damaged says so', async () => {
    const { stack } = await upload('1');
    const [name = ''] = readdirSync(join(store(), 'contents'));
    for (const name of readdirSync(join(store(), 'contents')))
      writeFileSync(join(store(), 'contents', name), gzipSync('other'));
    const io = await run(['resolve', stack, '--maps', store()]);
    expect(io.err).toMatch(/is not what was stored; upload the release again/);
    expect(io.exitCode).toBe(1);
    expect(name).toMatch(/^[\da-f]{64}\.gz$/);
  });

  test('list and prune', async () => {
    await upload('1');
    await upload('2', `// later\n${SOURCE}`);
    expect((await run(['list', store()])).out).toMatch(/^2 {2}\S+ {2}1 files {2}0\.0 MiB\n1 {2}/);
    expect((await run(['list', store(), '--release', '1'])).out).toContain(
      '  assets/app.js  without debug id',
    );
    expect((await run(['list', store(), '--release', '3'])).exitCode).toBe(1);
    const contents = (): string[] => readdirSync(join(store(), 'contents'));
    const kept = JSON.parse((await run(['prune', store(), '--keep', '1', '--dry-run', '--json'])).out);
    expect(kept).toMatchObject({ releases: ['1'], contents: 0, isDryRun: true });
    const before = new Date(Date.now() - 7_200_000);
    for (const name of contents()) utimesSync(join(store(), 'contents', name), before, before);
    expect((await run(['prune', store(), '--older-than', '1'])).out).toMatch(/^removed 0 of 2 releases/);
    expect((await run(['prune', store(), '--keep', '1'])).out).toMatch(
      /^1\nremoved 1 of 2 releases, 1 texts/,
    );
    expect(contents()).toHaveLength(2);
    const hashes = contents().map((name) => name.slice(0, 64));
    const { releases } = JSON.parse((await run(['list', store(), '--json'])).out);
    expect([releases[0].files[0].map, releases[0].files[0].code].sort()).toEqual(hashes.sort());
    expect((await run(['prune', store()])).err).toMatch(/say what goes/);
    expect((await run(['list', dist])).err).toMatch(/no store of source maps/);
  });

  test.each(['', '..', 'x'.repeat(300)])('no release %j', async (release) => {
    await buildShop();
    const io = await run(['upload', dist, '--to', store(), '--release', release]);
    expect(io.exitCode).toBe(2);
    expect(readdirSync(folder)).not.toContain('store');
  });

  test('a name with slashes stays in the store', async () => {
    await upload('../../x');
    expect(readdirSync(join(store(), 'releases'))).toEqual(['..%2F..%2Fx.json']);
  });
});

describe('a store at a URL', () => {
  let server: Server;
  let url: string;
  const held = new Map<string, Buffer>();
  beforeEach(async () => {
    held.clear();
    server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const path = request.url ?? '';
      if (request.headers.authorization !== 'Bearer abc') return void response.writeHead(401).end();
      if (request.method === 'PUT') {
        held.set(path, Buffer.concat(parts));
        return void response.writeHead(201).end();
      }
      const found = held.get(path);
      response.writeHead(found ? 200 : 404).end(found);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/maps/`;
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });
  const HEADER = ['--header', 'authorization: Bearer abc'];

  test('is written with PUT and read with GET', async () => {
    const stack = await buildShop();
    const uploaded = await run(['upload', dist, '--to', url, '--release', 'shop@1', ...HEADER]);
    expect(uploaded.out).toBe(`1 files of shop@1 in ${url}, 2 texts are new\n`);
    const names = [...held.keys()].sort();
    expect(names).toContain('/maps/releases/shop%25401.json');
    const map = readFileSync(join(dist, 'assets/app.js.map'));
    expect(names).toContain(`/maps/contents/${createHash('sha256').update(map).digest('hex')}.gz`);
    const io = await run(['resolve', stack, '--maps', url, '--release', 'shop@1', ...HEADER]);
    expect(io.out).toContain('at priceOf (src/shop.js:2:');
    expect((await run(['resolve', stack, '--maps', url, ...HEADER])).err).toMatch(
      /say which release with --release/,
    );
  });

  test('that refuses, and one that is not there', async () => {
    await buildShop();
    const refused = await run(['upload', dist, '--to', url, '--release', '1']);
    expect(refused.err).toMatch(/status 401/);
    expect(refused.exitCode).toBe(2);
    const gone = await run(['upload', dist, '--to', 'http://user:secret@127.0.0.1:1/', '--release', '1']);
    expect(gone.err).toMatch(/^http:\/\/127\.0\.0\.1:1\/: no answer/);
    expect(gone.exitCode).toBe(2);
  });
});
