// What only a process has: standard input that gives nothing or no text, and standard output that takes nothing.
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts');
const TIMEOUT_MILLIS = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'binnacle-streams-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WHOLE = join(folder, 'whole.yaml');
writeFileSync(
  WHOLE,
  'receivers: { otlp: { protocols: { grpc: } } }\nexporters: { debug: }\nservice: { pipelines: { traces: { receivers: [otlp], exporters: [debug] } } }\n',
);
const BINARY = join(folder, 'binary');
writeFileSync(BINARY, Buffer.from([0, 1, 2, 255, 254, 3]));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command with a file as standard input, or none, and a file as standard output, or a pipe. */
const run = (args: readonly string[], input: string | undefined, output?: string): Promise<Ended> => {
  const opened = [input, output].map((file, index) =>
    file === undefined ? undefined : openSync(file, index === 0 ? 'r' : 'w'),
  );
  const child = spawn(process.execPath, ['--no-warnings', MAIN, ...args], {
    cwd: folder,
    stdio: [opened[0] ?? 'ignore', opened[1] ?? 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve) =>
    child.once('close', (code) => {
      for (const file of opened) if (file !== undefined) closeSync(file);
      resolve({ code, out, err });
    }),
  );
};

const READERS: readonly (readonly [readonly string[], RegExp])[] = [
  [['collector', 'validate', '-'], /is empty/],
  [['collector', 'lint', '-'], /is empty/],
  [['collector', 'explain', '-'], /is empty/],
  [['collector', 'graph', '-'], /is empty/],
  [['collector', 'manifest', '-'], /is empty/],
  [['collector', 'migrate', '-', '--to', '0.155.0'], /is empty/],
  [['collector', 'diff', WHOLE, '-'], /is empty/],
  [['collector', 'generate', '--topology-file', '-', '--out', '-'], /is empty/],
  [['collector', 'simulate', '-', '--traces', WHOLE], /is empty/],
  [['collector', 'simulate', '--preset', 'production', '--traces', '-'], /has no spans/],
  [['collector', 'test', '-'], /is empty/],
  [['monitoring', 'slo', '--check', '-'], /is empty/],
  [['config', 'check', '-'], /expected keys and values/],
];

test.each(READERS)(
  '%j: standard input that is empty, and one that is no text',
  async (args, message) => {
    const [empty, binary] = await Promise.all([run(args, undefined), run(args, BINARY)]);
    for (const { code, out, err } of [empty, binary]) {
      expect(`${out}${err}`).not.toMatch(/^ {4}at /m);
      expect([1, 2]).toContain(code);
    }
    expect(`${empty.out}${empty.err}`).toMatch(message);
    expect([binary.code, binary.err]).toEqual([
      2,
      expect.stringMatching(/is not a text in UTF-8|is not OTLP/),
    ]);
  },
  TIMEOUT_MILLIS,
);

test(
  'standard input can be read once',
  async () => {
    for (const command of ['validate', 'diff']) {
      const { code, err } = await run(['collector', command, '-', '-'], WHOLE);
      expect([code, err]).toEqual([2, '-: standard input can be read once; name a file for the other\n']);
    }
  },
  TIMEOUT_MILLIS,
);

test(
  'a folder as standard input',
  async () => {
    for (const args of [
      ['collector', 'lint'],
      ['redaction', 'test'],
      ['redaction', 'audit'],
      ['config', 'check'],
    ])
      expect(await run([...args, '-'], folder)).toEqual({
        code: 2,
        out: '',
        err: '<stdin>: cannot be read (EISDIR)\n',
      });
  },
  TIMEOUT_MILLIS,
);

(process.platform === 'linux' ? test : test.skip)(
  'a full disk behind standard output is said, with no stack',
  async () => {
    const { code, err } = await run(['collector', 'graph', WHOLE], undefined, '/dev/full');
    expect([code, err]).toEqual([2, 'standard output: cannot be written (ENOSPC)\n']);
  },
  TIMEOUT_MILLIS,
);

/** Each with the option that names where its result goes. */
const WRITERS: readonly (readonly string[])[] = [
  ['collector', 'generate', '--topology', 'agent', '--backend', 'debug', '--out'],
  ['collector', 'init', '--out'],
  ['collector', 'manifest', WHOLE, '--output'],
  ['collector', 'schema', '--output'],
  ['monitoring', 'export', '--output'],
  ['redaction', 'compile', '--to', 'collector', '--output'],
];

test.each(WRITERS)(
  '%s %s %s %s %s %s %s: a place that cannot be written',
  async (...args) => {
    const { code, err } = await run([...args.filter(Boolean), join(WHOLE, 'result.yaml')], undefined);
    expect(err).toMatch(/whole\.yaml.*: cannot be written \((EEXIST|ENOTDIR)\)\n$/);
    expect([code, err.split('\n').length]).toEqual([2, 2]);
  },
  TIMEOUT_MILLIS,
);
