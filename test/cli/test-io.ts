import type { Io, RunOptions, RunResult } from '../../src/cli/io.ts';
import { startProgram } from '../../src/cli/process-io.ts';

export interface TestIo extends Io {
  /** All that was printed so far. */
  out: string;
  err: string;
  /** What was run, as one line each. */
  readonly ran: string[];
  /** What was written, by file. */
  readonly written: Record<string, string>;
  readonly removed: string[];
  /** As SIGINT would. */
  interrupt(): void;
}

export interface TestIoOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** What is typed, a line each; without it, there is no terminal to ask at. */
  readonly answers?: readonly string[];
  /** Answers programs; without it, no program is found. */
  readonly run?: (line: string, options: RunOptions) => RunResult;
}

/** An Io in memory. */
export const createTestIo = ({
  env = {},
  isTTY = false,
  files = {},
  answers,
  run,
}: TestIoOptions = {}): TestIo => {
  let interrupt = (): void => undefined;
  const interrupted = new Promise<void>((resolve) => {
    interrupt = resolve;
  });
  const typed = [...(answers ?? [])];
  const io: TestIo = {
    ...(answers && {
      questions: () => ({
        ask: async (text: string) => {
          io.err += text;
          return typed.shift();
        },
        close: () => undefined,
      }),
    }),
    out: '',
    err: '',
    ran: [],
    written: {},
    removed: [],
    env,
    isTTY,
    exitCode: 0,
    interrupt: () => interrupt(),
    untilStopped: () => interrupted,
    stdout: (text) => {
      io.out += text;
    },
    stderr: (text) => {
      io.err += text;
    },
    start: (
      command,
      args,
      own,
      write = (text) => {
        io.err += text;
      },
    ) => startProgram(command, args, own, write),
    readBytes: (path) => {
      const bytes = files[path];
      if (bytes === undefined) throw Object.assign(new Error('not there'), { code: 'ENOENT' });
      return Buffer.from(bytes);
    },
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error('not there'), { code: 'ENOENT' });
      return String(text);
    },
    writeFile: (path, text) => {
      if (path.startsWith('/nowhere/')) throw Object.assign(new Error('not there'), { code: 'ENOENT' });
      io.written[path] = text;
    },
    listFolder: (path) =>
      Object.keys(files)
        .filter((file) => file.startsWith(`${path}/`) && !file.slice(path.length + 1).includes('/'))
        .map((file) => file.slice(path.length + 1))
        .toSorted(),
    removeFile: (path) => {
      io.removed.push(path);
    },
    run: async (command, args, options = {}) => {
      const line = [command, ...args].join(' ');
      io.ran.push(line);
      return run?.(line, options) ?? { ok: false, output: `spawn ${command} ENOENT` };
    },
  };
  return io;
};
