import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { findPackageRoot } from '../../src/cli/package-root.ts';
import { runProgram } from '../../src/cli/program.ts';
import { createTestIo } from './test-io.ts';

const ROOT = { directory: '/package', version: '1.2.3' };

const cases: [argv: string[], out: RegExp][] = [
  [['--version'], /^1\.2\.3\n$/],
  [['--help'], /Usage: binnacle .*Examples:.*binnacle up --embedded/s],
  [[], /Usage: binnacle/],
  [['up', '--help'], /Usage: binnacle up .*--otlp-grpc-port.*tracesRetentionDays.*Examples:/s],
  [['help', 'up'], /Usage: binnacle up/],
];
test.each(cases)('%j', async (argv, out) => {
  const io = createTestIo();
  await runProgram(argv, io, ROOT);
  expect(io).toMatchObject({ exitCode: 0, err: '', out: expect.stringMatching(out) });
});

test('the package is found from any folder in it', () => {
  const root = join(import.meta.dirname, '..', '..');
  expect(findPackageRoot(import.meta.dirname)).toEqual({
    directory: root,
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
  expect(() => findPackageRoot('/')).toThrow('package.json of binnacle was not found');
});

test('as a process: the exit status arrives', async () => {
  const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
  const run = promisify(execFile);
  await expect(run(process.execPath, [main, '--version'])).resolves.toMatchObject({
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
  await expect(run(process.execPath, [main, 'upp'])).rejects.toMatchObject({ code: 2 });
});
