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
  ['alias-bomb', BOMB, /more than 1000000 values once aliases are followed/],
  ['alias-of-itself', 'a: &a\n  b: *a\n', /nested more than 200 levels deep/],
  ['deep', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`, /nested too deeply/],
  ['tabs', 'receivers:\n\totlp:\n', /2:1: .*Tabs/],
  ['key-twice', `${BASE}receivers: {}\n`, /"receivers" is there twice/],
  ['two-documents', `${BASE}---\n${BASE}`, /a second document/],
  ['list', '- 1\n', /found a list/],
  ['text', 'hello\n', /found a string/],
  ['unclosed', 'receivers: "abc\n', /unclosed\.yaml:\d+:\d+: /],
  ['include-that-is-missing', 'receivers: ${file:gone.yaml}\n', /gone\.yaml.*cannot be read/],
  ['include-of-itself', 'receivers: ${file:include-of-itself.yaml}\n', /include-of-itself\.yaml:\d+:\d+: /],
  ['not-there', undefined, /cannot be read \(ENOENT\)/],
];

/** What is unusual, and can be used. */
const USABLE: readonly (readonly [string, string])[] = [
  ['windows-line-ends', BASE.replaceAll('\n', '\r\n')],
  ['byte-order-mark', `\ufeff${BASE}`],
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
