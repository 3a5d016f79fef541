import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts');

test('ends quietly where nobody reads what it prints', async () => {
  const child = spawn(process.execPath, [MAIN, 'redaction', 'audit', '--help'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, err: err.replaceAll(/.*ExperimentalWarning.*\n.*--trace-warnings.*\n/g, '') }).toEqual({
    code: 0,
    err: '',
  });
});
