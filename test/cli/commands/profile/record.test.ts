import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { runProgram } from '../../../../src/cli/program.ts';
import { createTestIo } from '../../test-io.ts';

const root = { directory: join(import.meta.dirname, '../../../..'), version: '1.0.0' };
const folder = mkdtempSync(join(tmpdir(), 'binnacle-record-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WORK = 'const end = performance.now() + 300; while (performance.now() < end);';

const record = async (...command: string[]) => {
  const io = createTestIo({
    env: {
      PATH: process.env.PATH ?? '',
      OTEL_LOG_LEVEL: 'none',
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
    },
  });
  await runProgram(
    ['profile', 'record', '--interval', '2', '--out', folder, '--json', '--', ...command],
    io,
    root,
  );
  return io;
};

test('a program is profiled to its end, with its exit status, also where it exits by itself', async () => {
  const { out, exitCode } = await record(process.execPath, '-e', `${WORK} process.exit(3);`);
  expect(exitCode).toBe(3);
  const { files, code } = JSON.parse(out);
  expect(code).toBe(3);
  expect(files.map((file: string) => /-(cpu|heap)-/.exec(file)?.[1]).toSorted()).toEqual(['cpu', 'heap']);
}, 30_000);

test('a program that is not there is a fault of the command line', async () => {
  const { err, exitCode } = await record('no-such-program');
  expect(exitCode).toBe(2);
  expect(err).toMatch(/^no-such-program: .*ENOENT/);
});
