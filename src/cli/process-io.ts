import { execFile, spawn } from 'node:child_process';
import {
  existsSync,
  fstatSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { makeFolder } from '../node/make-folder.ts';
import type { Io, ProgramEnd, Questions, RunOptions, RunResult, StartedProgram } from './io.ts';

const placeOf = ({ cwd, env }: RunOptions) => ({ cwd, env: { ...process.env, ...env } });

const runQuietly = (command: string, args: readonly string[], options: RunOptions): Promise<RunResult> =>
  new Promise((resolve) => {
    const settings = {
      ...placeOf(options),
      timeout: options.timeoutMillis ?? 0,
      killSignal: 'SIGKILL',
    } as const;
    execFile(command, args, settings, (error, stdout, stderr) =>
      resolve({ ok: error === null, output: `${stdout}${stderr}` || (error?.message ?? '') }),
    );
  });

const runShown = (command: string, args: readonly string[], options: RunOptions): Promise<RunResult> =>
  new Promise((resolve) => {
    // Its progress is not the result of this command, which alone belongs on standard output.
    const stdio = ['inherit', process.stderr, process.stderr] as const;
    const child = spawn(command, args, { ...placeOf(options), stdio: [...stdio] });
    child.once('error', ({ message }) => resolve({ ok: false, output: message }));
    child.once('exit', (code) => resolve({ ok: code === 0, output: '' }));
  });

/** What a program printed at its end arrives within this time. */
const LAST_OUTPUT_MILLIS = 200;

/** Starts a program; its output goes to `write`, because standard output belongs to the result of the command. */
export const startProgram = (
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  write: (text: string) => void,
): StartedProgram => {
  const child = spawn(command, args, { env: { ...env }, stdio: ['inherit', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => write(text));
  const ended = new Promise<ProgramEnd>((resolve) => {
    child.once('error', ({ message }) => resolve({ code: null, signal: null, error: message }));
    child.once('close', (code, signal) => resolve({ code, signal }));
    // A process that it has started may keep the pipes open.
    child.once('exit', () =>
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, LAST_OUTPUT_MILLIS),
    );
  });
  return { pid: child.pid, ended, kill: (signal) => void child.kill(signal) };
};

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

/** Asks on standard error, because standard output belongs to the result of the command. */
const openQuestions = (): Questions => {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<undefined>((resolve) => {
    lines.once('SIGINT', () => lines.close());
    lines.once('close', () => resolve(undefined));
  });
  return {
    ask: (text) => Promise.race([lines.question(text).catch(() => undefined), ended]),
    close: () => lines.close(),
  };
};

/** Longest wait between two looks at standard input where nothing has come, in milliseconds. */
const INPUT_WAIT_MILLIS = 10;
const INPUT_PART_BYTES = 1_048_576;

/** A pipe that another program has set so is not waited for by `readFileSync`: it fails with EAGAIN. */
const readInput = (): Buffer => {
  const parts: Buffer[] = [];
  const idle = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    const part = Buffer.allocUnsafe(INPUT_PART_BYTES);
    try {
      const length = readSync(0, part);
      if (length === 0) return Buffer.concat(parts);
      parts.push(part.subarray(0, length));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // What Windows says at the end of a pipe.
      if (code === 'EOF') return Buffer.concat(parts);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(idle, 0, 0, INPUT_WAIT_MILLIS);
    }
  }
};

/** The Io of this process. */
export const createProcessIo = (): Io => ({
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  env: process.env,
  isTTY: process.stdout.isTTY === true,
  ...(process.stdin.isTTY === true && process.stderr.isTTY === true && { questions: openQuestions }),
  exitCode: 0,
  untilStopped,
  readFile: (path) => (path === '-' ? readInput().toString('utf8') : readFileSync(path, 'utf8')),
  writeFile: (path, text) => {
    makeFolder(dirname(path));
    writeFileSync(path, text);
  },
  listFolder: (path) =>
    existsSync(path) && statSync(path).isDirectory() ? readdirSync(path).toSorted() : [],
  removeFile: (path) => rmSync(path),
  readBytes: (path) => (path === '-' ? readInput() : readFileSync(path)),
  // Of a folder Node's stream is empty.
  openInput: () => (fstatSync(0).isDirectory() ? undefined : process.stdin),
  start: (command, args, env, write = (text) => void process.stderr.write(text)) =>
    startProgram(command, args, env, write),
  run: (command, args, options: RunOptions = {}) =>
    options.show ? runShown(command, args, options) : runQuietly(command, args, options),
});
