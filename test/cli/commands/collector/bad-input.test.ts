// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { findPackageRoot } from '../../../../src/cli/package-root.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { createTestIo } from '../../test-io.ts';

const ROOT = findPackageRoot(import.meta.dirname);
const folder = mkdtempSync(join(tmpdir(), 'collector-bad-input-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const COMMANDS: readonly (readonly string[])[] = [
  ['validate'],
  ['lint'],
  ['lint', '--fix'],
  ['explain'],
  ['graph'],
  ['manifest'],
  ['migrate', '--to', '0.155.0'],
  ['diff'],
];

const BASE =
  'receivers: { otlp: { protocols: { grpc: } } }\nexporters: { debug: }\nservice: { pipelines: { traces: { receivers: [otlp], exporters: [debug] } } }\n';

const IN_KUBERNETES = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: agent }\ndata:\n  a: |\n${BASE.replace(/^(?=.)/gm, '    ')}`;

const BOMB = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [${Array(10).fill(`*a${at}`)}]`),
].join('\n');

/** Each with what is said of it; none can be used by any command. */
const UNUSABLE: readonly (readonly [string, string | Buffer | undefined, RegExp])[] = [
  ['empty', '', /empty/],
  ['comments', '# a\n# b\n', /empty/],
  ['binary', Buffer.from([0, 1, 2, 255, 254, 3]), /is not a text in UTF-8/],
  ['utf-16', Buffer.from(`\ufeff${BASE}`, 'utf16le'), /is not a text in UTF-8/],
  ['latin-1', Buffer.from('a: "\xe9"\n', 'latin1'), /is not a text in UTF-8/],
  ['nul', `${BASE}# \0\n`, /is not a text in UTF-8/],
  ['10-megabytes', `a:\n${'  - b: 1\n'.repeat(1_100_000)}`, /is longer than 2000000 characters/],
  ['alias-bomb', BOMB, /more of it comes from aliases than the Collector accepts/],
  ['alias-of-itself', 'a: &a\n  b: *a\n', /\*a contains itself/],
  ['deep', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`, /nested more than 200 levels deep/],
  ['tabs', 'receivers:\n\totlp:\n', /2:1: .*a tab is no indentation/],
  ['key-twice', `${BASE}receivers: {}\n`, /"receivers" is there twice/],
  ['key-that-is-a-list', `? [x]\n: c\n${BASE}`, /1:3: .*a list is no key/],
  ['key-that-is-a-map', `? { y: 1 }\n: d\n${BASE}`, /1:3: .*a map is no key/],
  ['list', '- 1\n', /found a list/],
  ['text', 'hello\n', /found a string/],
  [
    'kubernetes',
    'apiVersion: v1\nkind: ConfigMap\ndata: {}\n',
    /an object of Kubernetes; expected a configuration on lines of its own/,
  ],
  [
    'two-in-kubernetes',
    `${IN_KUBERNETES}---\n${IN_KUBERNETES}`,
    /has 2 configurations: ConfigMap agent, a; ConfigMap agent, a;/,
  ],
  ['something-else', 'version: 3\nservices: {}\n', /"version" is not known; known: receivers, /],
  ['unclosed', 'receivers: "abc\n', /unclosed\.yaml:\d+:\d+: /],
  ['include-that-is-missing', 'receivers: ${file:gone.yaml}\n', /gone\.yaml.*cannot be read/],
  ['include-of-itself', 'receivers: ${file:include-of-itself.yaml}\n', /include-of-itself\.yaml:\d+:\d+: /],
  ['merge-of-a-text', `a: { <<: x }\n${BASE}`, /1:6: .*"<<" brings in is no map/],
  ['merge-of-nothing', `a: { <<: }\n${BASE}`, /1:6: .*"<<" brings in is no map/],
  ['merge-of-numbers', `a: { <<: [1, 2] }\n${BASE}`, /1:6: .*"<<" brings in is no map/],
  ['merge-of-what-is-missing', `a: { <<: *gone }\n${BASE}`, /\*gone refers to nothing/],
  ['not-there', undefined, /cannot be read \(ENOENT\)/],
];

/** What is unusual, and can be used. */
const USABLE: readonly (readonly [string, string])[] = [
  ['windows-line-ends', BASE.replaceAll('\n', '\r\n')],
  ['in-kubernetes', IN_KUBERNETES],
  ['byte-order-mark', `\ufeff${BASE}`],
  // The Collector reads the first one; `validate` says so.
  ['two-documents', `${BASE}---\n${BASE}`],
  ['long-line', `${BASE}# ${'x'.repeat(1_000_000)}\n`],
];

for (const [name, text] of [...UNUSABLE, ...USABLE])
  if (text !== undefined) writeFileSync(join(folder, `${name}.yaml`), text);
mkdirSync(join(folder, 'directory.yaml'));

const run = async (command: readonly string[], name: string) => {
  const io = createTestIo({});
  const readFile = (path: string): string => readFileSync(join(folder, path.split('/').at(-1) ?? ''), 'utf8');
  const [file, isDiff] = [`${name}.yaml`, command[0] === 'diff'];
  Object.assign(io, { readFile });
  await runProgram(['collector', ...command, file, ...(isDiff ? [file] : [])], io, ROOT);
  return { said: `${io.out}${io.err}`, exitCode: io.exitCode };
};

/** Generous: these take milliseconds, or minutes where something is looked for again and again. */
const TIMEOUT_MILLIS = 60_000;

describe.each(COMMANDS.map((command) => [command.join(' '), command] as const))('%s', (_, command) => {
  test.each([...UNUSABLE, ['directory', '', /cannot be read \(EISDIR\)/] as const])(
    '%s: a clear error',
    async (name, __, message) => {
      const { said, exitCode } = await run(command, name);
      expect(said).toMatch(message);
      expect(said).not.toMatch(/^ {4}at /m);
      expect(said.length).toBeLessThan(2000);
      expect([1, 2]).toContain(exitCode);
    },
    TIMEOUT_MILLIS,
  );

  test.each(USABLE)('%s: can be used', async (name) =>
    expect((await run(command, name)).exitCode).toBeLessThan(2),
  );
});

test('no permission, and a file that goes away between two looks', async () => {
  for (const code of ['EACCES', 'ENOENT']) {
    const io = createTestIo({});
    const readFile = (): string => {
      throw Object.assign(new Error('refused'), { code });
    };
    Object.assign(io, { readFile });
    await runProgram(['collector', 'validate', 'a.yaml'], io, ROOT);
    expect([io.err, io.exitCode]).toEqual([`a.yaml: cannot be read (${code})\n`, 2]);
  }
  let looks = 0;
  const io = createTestIo({});
  const readFile = (): string => {
    if (looks++ > 0) throw Object.assign(new Error('gone'), { code: 'ENOENT' });
    return BASE.replace('debug: }', 'otlphttp: { endpoint: "https://a.example" } }').replace(
      '[debug]',
      '[otlphttp]',
    );
  };
  Object.assign(io, { readFile });
  await runProgram(['collector', 'migrate', '--to', '0.155.0', '--write', 'a.yaml'], io, ROOT);
  expect(io.err).toContain('a.yaml: cannot be read (ENOENT)');
  expect(io.exitCode).toBe(2);
});

test.each(['validate', 'lint', 'explain', 'graph', 'manifest'])(
  '%s: keys that are no strings',
  async (command) => {
    writeFileSync(join(folder, 'keys.yaml'), `1: a\ntrue: b\n~: c\n${BASE}`);
    const { said, exitCode } = await run([command], 'keys');
    expect(said).not.toMatch(/^ {4}at /m);
    expect(exitCode).toBeLessThan(command === 'validate' ? 2 : 3);
    if (command === 'validate') expect(said).toContain('keys.yaml:1:1: error: "1" is not known');
  },
);

test.each(UNUSABLE.filter(([, text]) => text !== undefined))(
  'generate, test and simulate, %s: a clear error',
  async (name, text) => {
    const files = { 'a.yaml': text as string | Buffer };
    for (const command of [
      ['generate', '--topology-file', 'a.yaml', '--out', '-'],
      ['simulate', 'a.yaml', '--traces', 'a.yaml'],
      ['test', join(folder, `${name}.yaml`), '--collector', 'not-there'],
    ]) {
      const io = createTestIo({ files });
      if (command[0] === 'test')
        Object.assign(io, { readFile: (path: string) => readFileSync(path, 'utf8') });
      await runProgram(['collector', ...command], io, ROOT);
      expect([command[0], io.exitCode]).toEqual([command[0], 2]);
      expect(io.err).not.toMatch(/^ {4}at |call stack/m);
      expect(io.err.length).toBeGreaterThan(10);
      expect(io.err.length).toBeLessThan(4000);
    }
  },
  TIMEOUT_MILLIS,
);

test('schema of a version that is none', async () => {
  const io = createTestIo({});
  await runProgram(['collector', 'schema', '--collector-version', 'abc'], io, ROOT);
  expect([io.exitCode, io.err]).toEqual([
    2,
    expect.stringContaining('no schema of the Collector abc; there are'),
  ]);
});

test.each([
  ['empty', '', /has no spans/],
  ['cut', '{"resourceSpans":[{"scopeSpans":[{', /is not OTLP, or ends in the middle/],
  ['binary', Buffer.from([0, 1, 2, 255, 254, 3]), /is not OTLP/],
  [
    'wrong gzip',
    Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from('nothing of gzip')]),
    /cannot be unpacked/,
  ],
  ['10 MB of nonsense', 'x'.repeat(10_000_000), /is not OTLP/],
])('simulate with traces that are no recording, %s: a clear error', async (name, text, message) => {
  const file = join(folder, `${name}.traces`);
  writeFileSync(file, text);
  const io = createTestIo({});
  await runProgram(['collector', 'simulate', '--preset', 'production', '--traces', file], io, ROOT);
  expect(io.err).toMatch(message);
  expect(io.exitCode).toBe(2);
});

/** Each would take minutes where one thing is looked for in all others, or one change is made at a time. */
test.each([
  ['validate'],
  ['lint'],
  ['lint', '--fix'],
  ['explain'],
  ['graph'],
  ['migrate', '--to', '0.155.0'],
])(
  '2000 pipelines: %s %s',
  async (...command) => {
    const pipelines = Array.from(
      { length: 2000 },
      (_, index) => `    traces/${index}:\n      receivers: [otlp]\n      exporters: [otlphttp]\n`,
    );
    const text = `receivers: { otlp: { protocols: { grpc: } } }\nexporters:\n  otlphttp: { endpoint: "https://a.example" }\nservice:\n  pipelines:\n${pipelines.join('')}`;
    const io = createTestIo({ files: { 'a.yaml': text } });
    await runProgram(['collector', ...command.filter(Boolean), 'a.yaml'], io, ROOT);
    expect(io.exitCode).toBeLessThan(2);
    expect(`${io.out}${io.err}`.length).toBeGreaterThan(0);
    if (command[1] === '--fix') expect(io.written['a.yaml']).not.toMatch(/otlphttp/);
  },
  TIMEOUT_MILLIS,
);

test(
  'thousands of aliases are followed in one walk',
  async () => {
    const receivers = Array.from({ length: 10_000 }, (_, index) => `  otlp/${index}: { <<: *a }\n`);
    writeFileSync(join(folder, 'aliases.yaml'), `a: &a { b: 1 }\nreceivers:\n${receivers.join('')}`);
    const { said, exitCode } = await run(['validate'], 'aliases');
    expect(exitCode).toBe(1);
    expect(said).toContain('"a" is not known');
  },
  TIMEOUT_MILLIS,
);

test('of many problems a thousand are shown, and the rest is counted', async () => {
  const keys = Array.from({ length: 3000 }, (_, index) => `  debug/${index}: { verbosit: detailed }\n`);
  writeFileSync(
    join(folder, 'many.yaml'),
    BASE.replace('exporters: { debug: }\n', `exporters:\n  debug:\n${keys.join('')}`),
  );
  const text = await run(['validate'], 'many');
  expect(text.said.split('\n').length).toBeLessThan(1010);
  expect(text.said).toContain('and 2000 more; --format json has all of them');
  expect(JSON.parse((await run(['validate', '--format', 'json'], 'many')).said).problems).toHaveLength(3000);
});

test('a value as long as a file is not repeated as a whole', async () => {
  writeFileSync(
    join(folder, 'value.yaml'),
    BASE.replace('debug: }', `debug: { verbosity: ${'x'.repeat(500_000)} } }`),
  );
  expect((await run(['validate'], 'value')).said.length).toBeLessThan(1000);
});
