import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { Io, RunOptions, RunResult } from './io.ts';

const runQuietly = (command: string, args: readonly string[], timeout = 0): Promise<RunResult> =>
  new Promise((resolve) => {
    execFile(command, args, { timeout, killSignal: 'SIGKILL' }, (error, stdout, stderr) =>
      resolve({ ok: error === null, output: `${stdout}${stderr}` || (error?.message ?? '') }),
    );
  });

const runShown = (command: string, args: readonly string[]): Promise<RunResult> =>
  new Promise((resolve) => {
    // Its progress is not the result of this command, which alone belongs on standard output.
    const child = spawn(command, args, { stdio: ['inherit', process.stderr, process.stderr] });
    child.once('error', ({ message }) => resolve({ ok: false, output: message }));
    child.once('exit', (code) => resolve({ ok: code === 0, output: '' }));
  });

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = (): void => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });

/** The Io of this process. */
export const createProcessIo = (): Io => ({
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  env: process.env,
  isTTY: process.stdout.isTTY === true,
  exitCode: 0,
  untilStopped,
  readFile: (path) => readFileSync(path === '-' ? 0 : path, 'utf8'),
  run: (command, args, { timeoutMillis, show }: RunOptions = {}) =>
    show ? runShown(command, args) : runQuietly(command, args, timeoutMillis),
});
