import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Io, UsageError } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';

const NOTES = `
Runs the program with Binnacle and profiles it until it ends; Ctrl-C ends it. What it prints goes to standard error,
the names of the profiles to standard output. A program that ends by itself is profiled to its end; the settings of
Binnacle in the environment hold, BINNACLE_PROFILING_ENGINE for one.

Exit status: that of the program, 2 where it could not be started.

Examples:
  $ binnacle profile record -- node app.js
  $ binnacle profile record --interval 1 --out /tmp/profiles -- node build.js
`;

interface RecordOptions {
  readonly out: string;
  readonly interval?: number;
  readonly json?: boolean;
}

const parseInterval = (text: string): number => {
  const millis = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (millis >= 1 && millis <= 1_000) return millis;
  throw new InvalidArgumentError('expected a whole number of milliseconds from 1 to 1000.');
};

/** A program that ends by a signal has the status that shells give it. */
const SIGNAL_STATUS = 128;

/** Finer than all the time: it is for once. */
const FINE_HEAP_INTERVAL_BYTES = '524288';

/** As long as any period. */
const ALL_THE_TIME_MILLIS = '86400000';

/**
 * After Ctrl-C, in milliseconds: a terminal has sent it to the program as well, and a second signal would cut off what
 * it still writes; then it is asked, and then it is ended.
 */
const ASK_AFTER_MILLIS = 1_500;
const KILL_AFTER_MILLIS = 10_000;

const profilesIn = (folder: string): ReadonlySet<string> => {
  try {
    return new Set(readdirSync(folder).filter((name) => name.endsWith('.pb.gz')));
  } catch {
    return new Set();
  }
};

const record = async (
  [command = '', ...args]: readonly string[],
  { out, interval, json }: RecordOptions,
  io: Io,
  root: PackageRoot,
): Promise<void> => {
  const folder = resolve(out);
  const before = profilesIn(folder);
  const register = pathToFileURL(join(root.directory, 'dist/node/register.js')).href;
  const program = io.start(command, args, {
    // Whether there is a Collector is no matter here.
    OTEL_LOG_LEVEL: 'error',
    BINNACLE_PROFILING_HEAP_INTERVAL: FINE_HEAP_INTERVAL_BYTES,
    ...io.env,
    BINNACLE_PROFILING: 'true',
    BINNACLE_PROFILING_EXPORTER: 'file',
    BINNACLE_PROFILING_DIR: folder,
    BINNACLE_PROFILING_WINDOW: ALL_THE_TIME_MILLIS,
    ...(interval !== undefined && { BINNACLE_PROFILING_SAMPLE_INTERVAL: String(interval) }),
    NODE_OPTIONS: `${io.env.NODE_OPTIONS ?? ''} --import ${register}`.trim(),
  });
  const timers: NodeJS.Timeout[] = [];
  void io.untilStopped().then(() => {
    timers.push(setTimeout(() => program.kill('SIGTERM'), ASK_AFTER_MILLIS));
    timers.push(setTimeout(() => program.kill('SIGKILL'), KILL_AFTER_MILLIS));
  });
  const { code, signal, error } = await program.ended;
  for (const timer of timers) clearTimeout(timer);
  if (error !== undefined) throw new UsageError(`${command}: ${error}`);
  const files = [...profilesIn(folder)].filter((name) => !before.has(name)).map((name) => join(out, name));
  if (json) io.stdout(`${JSON.stringify({ code, signal, files })}\n`);
  else for (const file of files) io.stdout(`${file}\n`);
  if (files.length === 0)
    io.stderr('no profile was written: the program was too short, or it is no program of Node\n');
  io.exitCode = signal === null ? (code ?? 1) : SIGNAL_STATUS;
};

/** `binnacle profile record`: a program, profiled from its start to its end. */
export const createRecordCommand = (io: Io, root: PackageRoot): Command =>
  new Command('record')
    .description('run a program and profile it')
    .argument('<command...>', 'the program, after --')
    .option('--out <folder>', 'where profiles are written', 'profiles')
    .addOption(new Option('--interval <ms>', 'time between two samples of the CPU').argParser(parseInterval))
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', NOTES)
    .action((command: string[], options: RecordOptions) => record(command, options, io, root));
