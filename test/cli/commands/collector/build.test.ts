import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { RunResult } from '../../../../src/cli/io.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { createTestIo } from '../../test-io.ts';

const root = { directory: join(import.meta.dirname, '../../../..'), version: '0.0.0' };
const folder = mkdtempSync(join(tmpdir(), 'binnacle-build-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CONFIG = `receivers: { otlp: }
exporters: { debug: }
service: { pipelines: { traces: { receivers: [otlp], exporters: [debug] } } }
`;

const ok = (output = ''): RunResult => ({ ok: true, output });
const failed = (output = ''): RunResult => ({ ok: false, output });

/** Answers by what the command line begins with; what is not named fails. */
const runBy = async (
  command: readonly string[],
  answers: Readonly<Record<string, RunResult>>,
  more: readonly string[] = [],
) => {
  const io = createTestIo({
    files: { 'c.yaml': CONFIG },
    run: (line) => Object.entries(answers).find(([start]) => line.startsWith(start))?.[1] ?? failed(),
  });
  const flags = ['--name', 'own', '--out', folder, ...more];
  await runProgram(['collector', ...command, ...flags], io, root);
  return { code: io.exitCode, out: io.out, err: io.err, ran: io.ran, written: io.written };
};

const build = (answers: Readonly<Record<string, RunResult>>, ...more: readonly string[]) =>
  runBy(['manifest', 'c.yaml', '--build'], answers, more);

const MANIFEST = join(folder, 'manifest.yaml');
const GO = { 'go version': ok('go version go1.26.8 linux/amd64') };
const RUN = 'go run go.opentelemetry.io/collector/cmd/builder@v0.155.0';
const VALID = { [join(folder, 'own')]: ok() };

test('the builder runs by Go, and the result is asked whether it takes the configuration', async () => {
  const { code, out, ran, written } = await build({ ...GO, ...VALID, [RUN]: ok() });
  expect(code).toBe(0);
  expect(out).toBe(`${join(folder, 'own')}\n`);
  expect(ran.slice(-2)).toEqual([
    `${RUN} --config ${MANIFEST} --ldflags=-s -w`,
    `${join(folder, 'own')} validate --config=c.yaml`,
  ]);
  expect(written[MANIFEST]).toContain(`output_path: ${folder}\n`);
  expect(written[MANIFEST]).toContain('otlpreceiver v0.155.0');
});

test('a configuration in an object of Kubernetes has a manifest, and is no file for the Collector', async () => {
  const object = `apiVersion: v1\nkind: ConfigMap\ndata:\n  c.yaml: |\n${CONFIG.replace(/^(?=.)/gm, '    ')}`;
  const io = createTestIo({ files: { 'k.yaml': object, 'c.yaml': CONFIG } });
  await runProgram(['collector', 'manifest', 'k.yaml'], io, root);
  const alone = createTestIo({ files: { 'c.yaml': CONFIG } });
  await runProgram(['collector', 'manifest', 'c.yaml'], alone, root);
  expect([io.exitCode, io.out]).toEqual([0, alone.out]);
  await runProgram(['collector', 'build', 'k.yaml'], io, root);
  expect([io.exitCode, io.err]).toEqual([2, expect.stringContaining('give the configuration itself')]);
});

test('build is manifest --build by a name of its own', async () => {
  const answers = { ...GO, ...VALID, [RUN]: ok() };
  expect(await runBy(['build', 'c.yaml'], answers)).toEqual(await build(answers));
  const { code, err } = await runBy(['build', 'gone.yaml'], answers);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('gone.yaml: cannot be read') });
});

test.each([
  ['ocb of the same version', 'v0.155.0', `ocb --config ${MANIFEST} --ldflags=-s -w`],
  ['not of another one', 'v0.100.0', `${RUN} --config ${MANIFEST} --ldflags=-s -w`],
])('%s', async (_title, version, line) => {
  const { ran } = await build({
    ...GO,
    ...VALID,
    'ocb version': ok(`ocb version ${version}`),
    'ocb --config': ok(),
    [RUN]: ok(),
  });
  expect(ran).toContain(line);
});

test('where the builder fails, the sources are made without its "go mod tidy"', async () => {
  const { code, ran, written, err } = await build({
    ...GO,
    ...VALID,
    [`${RUN} --config ${MANIFEST} --skip`]: ok(),
    'go build': ok(),
  });
  expect(code).toBe(0);
  expect(ran.slice(-3)).toEqual([
    `${RUN} --config ${MANIFEST} --skip-get-modules --skip-compilation`,
    'go build -trimpath -ldflags -s -w -o own .',
    `${join(folder, 'own')} validate --config=c.yaml`,
  ]);
  expect(err).toContain('the builder did not succeed; trying without its "go mod tidy"');
  expect(written[join(folder, 'go.mod')]).toContain(
    'require go.opentelemetry.io/collector/receiver/otlpreceiver v0.155.0\n',
  );
});

test.each([
  [
    'no Go',
    {},
    2,
    'Go was not found, and the OpenTelemetry Collector Builder needs it.\nWhat would work:\n  - install Go: https://go.dev/dl/\n',
  ],
  [
    'an old Go',
    { 'go version': ok('go version go1.22.1 linux/amd64') },
    2,
    'Go 1.22 is older than 1.25, which the Collector needs.\n',
  ],
  ['a build that fails', GO, 1, 'own was not built; the reason is above\n'],
  [
    'a configuration that it does not take',
    { ...GO, [RUN]: ok(), [join(folder, 'own')]: failed('Error: bad') },
    1,
    'it does not accept the configuration:\nError: bad\n',
  ],
])('%s', async (_title, answers, status, said) => {
  const { code, err } = await build(answers);
  expect(code).toBe(status);
  expect(err).toContain(said);
});

test.each([
  [
    '--out without --build',
    ['--out', 'x'],
    '--out is for --build; --output names the file of the manifest\n',
  ],
  [
    '--output with --build',
    ['--build', '--output', 'x'],
    '--output is for the manifest alone; --build writes it to the folder of --out\n',
  ],
])('%s', async (_title, flags, message) => {
  const io = createTestIo({ files: { 'c.yaml': CONFIG } });
  await runProgram(['collector', 'manifest', 'c.yaml', ...flags], io, root);
  expect([io.exitCode, io.err]).toEqual([2, message]);
});
