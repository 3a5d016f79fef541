import { join } from 'node:path';
import type { Io, StartedProgram } from '../../../src/cli/io.ts';
import { createProcessIo } from '../../../src/cli/process-io.ts';
import { runProgram } from '../../../src/cli/program.ts';

const root = { directory: join(import.meta.dirname, '../../..'), version: '0.0.0' };

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** What the command has started. */
  readonly programs: readonly StartedProgram[];
  /** The arguments of each. */
  readonly starts: readonly (readonly string[])[];
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Asks the command to stop when it resolves. */
  readonly interrupt?: (programs: readonly StartedProgram[]) => Promise<void>;
}

/** Runs a command line in this process, with real files and programs. */
export const runCommand = async (
  argv: readonly string[],
  { env = {}, interrupt }: CommandOptions = {},
): Promise<CommandResult> => {
  const programs: StartedProgram[] = [];
  const starts: (readonly string[])[] = [];
  let [out, err] = ['', ''];
  const real = createProcessIo();
  const io: Io = {
    ...real,
    isTTY: false,
    env: { ...process.env, ...env },
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    start: (command, args, own, write) => {
      const program = real.start(command, args, own, write);
      programs.push(program);
      starts.push(args);
      return program;
    },
    untilStopped: () => interrupt?.(programs) ?? new Promise(() => undefined),
  };
  await runProgram(argv, io, root);
  return { code: io.exitCode, out, err, programs, starts };
};
