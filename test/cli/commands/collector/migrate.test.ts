import { describe, expect, test } from '@jest/globals';
import { findPackageRoot } from '../../../../src/cli/package-root.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { createTestIo } from '../../test-io.ts';

const ROOT = findPackageRoot(import.meta.dirname);

const OLD = `exporters:
  otlphttp: # here
    endpoint: http://127.0.0.1:4318
`;
const NEW = OLD.replace('otlphttp', 'otlp_http');

const run = async (args: readonly string[], text = OLD) => {
  const io = createTestIo({ files: { 'a.yaml': text, '-': text } });
  await runProgram(['collector', ...args], io, ROOT);
  return io;
};

describe('binnacle collector migrate', () => {
  test('shows what would change, and changes nothing', async () => {
    expect(await run(['migrate', 'a.yaml', '--to', '0.155.0'])).toMatchObject({
      out: `--- a.yaml
+++ a.yaml
@@ -1,3 +1,3 @@
 exporters:
-  otlphttp: # here
+  otlp_http: # here
     endpoint: http://127.0.0.1:4318
`,
      err: 'a.yaml: exporters.otlphttp: is now called "otlp_http" [0.144.0]\n',
      written: {},
      exitCode: 0,
    });
  });

  test('--write changes the file, and keeps its byte order mark', async () => {
    const io = await run(['migrate', 'a.yaml', '--to', 'v0.155', '--write'], `\ufeff${OLD}`);
    expect(io).toMatchObject({ written: { 'a.yaml': `\ufeff${NEW}` }, exitCode: 0 });
  });

  test('--json', async () => {
    const { out, err, exitCode } = await run(
      ['migrate', 'a.yaml', '--to', '0.155.0', '--json'],
      `${OLD}processors: { batch: {} }\n`,
    );
    expect([JSON.parse(out), err, exitCode]).toEqual([
      {
        to: '0.155.0',
        files: [{ name: 'a.yaml', isChanged: true, text: `${NEW}processors: { batch: {} }\n` }],
        changes: [
          {
            version: '0.144.0',
            file: 'a.yaml',
            path: 'exporters.otlphttp',
            message: 'exporters.otlphttp: is now called "otlp_http"',
          },
        ],
        byHand: [expect.objectContaining({ version: '0.145.0', path: 'processors.batch' })],
        notes: [],
      },
      '',
      0,
    ]);
  });

  test('nothing to change', async () => {
    const io = await run(['migrate', 'a.yaml', '--to', '0.155.0', '--write'], NEW);
    expect(io).toMatchObject({ out: '', err: 'nothing to change\n', written: {}, exitCode: 0 });
  });

  test('what needs a decision', async () => {
    const { err, exitCode } = await run(
      ['migrate', 'a.yaml', '--to', '0.155.0'],
      'processors: { batch: {} }\n',
    );
    expect([err, exitCode]).toEqual([
      'a.yaml: by hand: processors.batch: stays: no pipeline uses it; sending_queue.batch of the exporters is what to use instead [0.145.0]\n',
      0,
    ]);
  });

  test('what a version does otherwise is told where it is later than the one that runs it', async () => {
    const text = 'processors: { filter: { traces: { span: [name == "a"] } } }\n';
    const told = await run(['migrate', 'a.yaml', '--from', '0.150.0', '--to', '0.155.0'], text);
    expect([told.out, told.err, told.exitCode]).toEqual([
      '',
      'a.yaml: note: processors.filter: goes on after an error (error_mode: ignore); propagate, which drops the batch, is what it was without [0.153.0]\nnothing to change\n',
      0,
    ]);
    const silent = await run(['migrate', 'a.yaml', '--from', '0.154.0', '--to', '0.155.0'], text);
    expect(silent.err).toBe('nothing to change\n');
  });

  test('a name that the version does not have yet', async () => {
    const io = await run(['migrate', 'a.yaml', '--to', '0.143.0', '--write'], NEW);
    expect(io).toMatchObject({
      err: 'a.yaml:2:3: error: exporters.otlp_http: the Collector 0.143.0 does not know "otlp_http", which is there from 0.144.0; its name was "otlphttp"\n',
      written: {},
      exitCode: 1,
    });
  });

  test.each<readonly [readonly string[], string]>([
    [['a.yaml', '--to', 'new'], '"new" is no version'],
    [['a.yaml', '--to', '9.0.0'], 'the newest known is'],
    [['a.yaml'], '--to'],
    [['a.yaml', '--from', '0.155.0', '--to', '0.150.0'], '--from: 0.155.0 is newer than --to 0.150.0'],
    [['a.yaml', '--from', 'old', '--to', '0.150.0'], '--from: "old" is no version'],
    [['-', '--to', '0.155.0', '--write'], 'standard input'],
    [['b.yaml', '--to', '0.155.0'], 'b.yaml: cannot be read (ENOENT)'],
  ])('%j is refused', async (args, message) => {
    const io = await run(['migrate', ...args]);
    expect([io.exitCode, io.err]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('binnacle collector manifest', () => {
  test('prints it', async () => {
    const { out, err, exitCode } = await run(['manifest', '-', '--name', 'otelcol-shop']);
    expect([err, exitCode]).toEqual(['', 0]);
    expect(out).toContain('name: otelcol-shop\n');
    expect(out).toContain('exporters:\n  - gomod: go.opentelemetry.io/collector/exporter/otlphttpexporter v');
  });
  test('writes it', async () => {
    const { out, written } = await run(['manifest', 'a.yaml', '--output', 'm.yaml']);
    expect([out, Object.keys(written)]).toEqual(['', ['m.yaml']]);
  });
  test('an unknown component', async () => {
    const io = await run(['manifest', 'a.yaml', '--output', 'm.yaml'], 'exporters: { vendor: {} }\n');
    expect(io).toMatchObject({ exitCode: 1, written: {} });
    expect(io.err).toMatch(/^a\.yaml:1:14: error: exporters\.vendor: no module is known for "vendor"/);
  });
  test.each([
    [
      ['manifest', 'a.yaml', '--output', '/nowhere/m.yaml'],
      OLD,
      '/nowhere/m.yaml: cannot be written (ENOENT)',
    ],
    [['manifest', 'a.yaml'], '', 'a.yaml: is empty'],
    [['manifest', 'a.yaml'], 'a: [', 'a.yaml:'],
    [['schema', '--collector-version', '0.1.0'], OLD, 'no schema of the Collector 0.1.0'],
  ])('%j is refused', async (args, text, message) => {
    const io = await run(args, text);
    expect([io.exitCode, io.err]).toEqual([2, expect.stringContaining(message)]);
  });
});

test('binnacle collector schema', async () => {
  const { written, out } = await run(['schema', '--output', 's.json']);
  expect(out).toBe('');
  const title = expect.stringContaining('OpenTelemetry Collector 0.');
  expect(JSON.parse(written['s.json'] ?? '')).toMatchObject({ title });
});

test.each(['schema', 'manifest', 'migrate'])('%s --help has examples', async (command) => {
  expect((await run([command, '--help'])).out).toContain(`$ binnacle collector ${command}`);
});
