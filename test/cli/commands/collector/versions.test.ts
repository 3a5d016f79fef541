import { expect, test } from '@jest/globals';
import { findPackageRoot } from '../../../../src/cli/package-root.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { createTestIo } from '../../test-io.ts';

const ROOT = findPackageRoot(import.meta.dirname);

const CONFIGURATION = `
receivers: { otlp: { protocols: { grpc: } } }
exporters: { otlp: { endpoint: "a:1" }, prometheus: { endpoint: "localhost:9464" } }
service:
  pipelines:
    traces: { receivers: [otlp], exporters: [otlp] }
    metrics: { receivers: [otlp], exporters: [prometheus] }
`;

const run = async (...args: readonly string[]) => {
  const files = {
    'a.yaml': CONFIGURATION,
    'new.yaml': CONFIGURATION.replaceAll(/\botlp(:|\])(?! \{ prot)/g, 'otlp_grpc$1'),
  };
  const io = createTestIo({ files });
  await runProgram(['collector', ...args], io, ROOT);
  return io;
};

test.each([
  ['0.155.0', ''],
  ['v0.145.0', ''],
  ['0.150.0', 'note: no schema of the Collector 0.150.0; that of 0.145.0 is used\n'],
  ['0.200', 'note: no schema of the Collector 0.200; that of 0.155.0 is used\n'],
])('validate --collector-version %s', async (version, note) => {
  const { err, exitCode } = await run('validate', 'a.yaml', '--collector-version', version);
  expect({ err, exitCode }).toEqual({ err: note, exitCode: 0 });
});

test.each(['0.100.0', 'newest'])('there is no schema of %s', async (version) => {
  const { err, exitCode } = await run('validate', 'a.yaml', '--collector-version', version);
  expect(err).toMatch(/^no schema of the Collector .*; there are those of 0\.128\.0, /);
  expect(exitCode).toBe(2);
});

test('a name of today is an error in an old Collector', async () => {
  const text = (await run('validate', 'a.yaml', '--collector-version', '0.128.0')).out;
  expect(text).toContain('nothing wrong');
  const { out, exitCode } = await run('validate', 'new.yaml', '--collector-version', '0.128.0');
  expect(out).toContain(
    '"otlp_grpc" is there from 0.144.0; in the Collector 0.128.0 it is called "otlp" [unknown-component]',
  );
  expect(exitCode).toBe(1);
});

test('diff shows the defaults that changed between two versions, of what is in use', async () => {
  const { out, exitCode } = await run(
    'diff',
    'a.yaml',
    'a.yaml',
    '--from-version',
    '0.145.0',
    '--to-version',
    '0.155.0',
  );
  expect(out).toContain('~ exporters.prometheus changed\n    idle_timeout: 0 s → 1 min\n');
  expect(out).not.toContain('kafka');
  expect(exitCode).toBe(1);
});

test('diff takes the former name and the present one for the same across versions', async () => {
  const { out } = await run(
    'diff',
    'a.yaml',
    'new.yaml',
    '--from-version',
    '0.128.0',
    '--to-version',
    '0.155.0',
  );
  expect(out).not.toContain(' added\n');
  expect(out).not.toContain(' removed\n');
});

test('diff compares what is written with a name that came later, by what it was called before', async () => {
  const io = createTestIo({
    files: {
      'a.yaml': `connectors: { span_metrics: { metrics_flush_interval: 15s } }\n${CONFIGURATION.replace('[otlp], exporters: [prometheus]', '[span_metrics], exporters: [prometheus]').replace('exporters: [otlp]', 'exporters: [otlp, span_metrics]')}`,
    },
  });
  const versions = ['--from-version', '0.145.0', '--to-version', '0.155.0'];
  await runProgram(['collector', 'diff', 'a.yaml', 'a.yaml', ...versions], io, ROOT);
  expect(io.out).toContain('~ exporters.prometheus changed');
  expect(io.out).not.toContain('span_metrics');
});

test('schema has what keys mean', async () => {
  const { out } = await run('schema', '--collector-version', '0.128.0');
  const { title, definitions } = JSON.parse(out);
  expect(title).toContain('0.128.0');
  expect(definitions['exporters.otlp'].properties.endpoint.description.length).toBeGreaterThan(10);
});

test.each(['0.155.0', '0.128.0'])('explain has words for "otlp" of exporters in %s', async (version) => {
  const { out } = await run('explain', 'a.yaml', '--collector-version', version);
  expect(out).toMatch(/out otlp(_grpc)?\n.*to a:1/);
  expect(out).toContain('tries again after 5 s');
});
