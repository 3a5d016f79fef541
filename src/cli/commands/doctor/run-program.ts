import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { ProcessReport } from '../../../node/report/process-report.ts';
import { type Io, type ProgramEnd, type StartedProgram, UsageError } from '../../io.ts';
import type { ProgramResult } from './result.ts';

/** Between two looks at the reports, in milliseconds. */
const LOOK_EVERY_MILLIS = 100;

/** A program that listens and whose report stays the same this long has loaded what it loads at start. */
const QUIET_MILLIS = 1_000;

/** From SIGTERM to SIGKILL: a service takes some time to send the rest. */
const GRACE_MILLIS = 5_000;

export interface RunRequest {
  readonly command: readonly string[];
  /** Longest time that it runs. */
  readonly seconds: number;
  /** Binnacle's entry point. */
  readonly register: string;
}

export interface RunOutcome {
  readonly program: ProgramResult;
  readonly reports: readonly ProcessReport[];
}

/** Whether the program is started with Binnacle, or its main file imports it. */
const loadsItself = (command: readonly string[], io: Io): boolean => {
  if (/binnacle[\\/](?:dist[\\/]node[\\/])?register/.test([...command, io.env.NODE_OPTIONS ?? ''].join(' ')))
    return true;
  return command.slice(1).some((word) => {
    if (!/\.[cm]?[jt]s$/.test(word)) return false;
    try {
      return /['"]binnacle\/register['"]/.test(io.readFile(word));
    } catch {
      return false;
    }
  });
};

const environment = (
  io: Io,
  folder: string,
  register: string | undefined,
): Record<string, string | undefined> => ({
  ...io.env,
  BINNACLE_DOCTOR_FOLDER: folder,
  ...(register !== undefined && {
    NODE_OPTIONS: `${io.env.NODE_OPTIONS ?? ''} --import ${pathToFileURL(register).href}`.trim(),
  }),
});

const readReports = (folder: string): readonly ProcessReport[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      try {
        return [JSON.parse(readFileSync(join(folder, name), 'utf8')) as ProcessReport];
      } catch {
        return [];
      }
    });

/** Resolves when a server listens and nothing has changed for a while. */
const untilReady = async (folder: string, signal: AbortSignal): Promise<'ready'> => {
  let last = '';
  let since = performance.now();
  while (!signal.aborted) {
    const reports = readReports(folder);
    const text = JSON.stringify(reports);
    if (text !== last) {
      last = text;
      since = performance.now();
    } else if (reports.some(({ listening }) => listening) && performance.now() - since >= QUIET_MILLIS) break;
    await wait(LOOK_EVERY_MILLIS);
  }
  return 'ready';
};

/** Signals a process by its id; one that is gone is as well. */
const signalProcess = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
};

/** Ends the program, and the processes with Binnacle that it has started. */
const stop = async (program: StartedProgram, folder: string): Promise<'stopped' | 'killed'> => {
  const all = (name: NodeJS.Signals): void => {
    program.kill(name);
    for (const { pid } of readReports(folder)) if (pid !== program.pid) signalProcess(pid, name);
  };
  all('SIGTERM');
  const timer = new AbortController();
  const late = wait(GRACE_MILLIS, 'late' as const, { signal: timer.signal }).catch(() => 'late' as const);
  const first = await Promise.race([program.ended, late]);
  timer.abort();
  if (first !== 'late') return 'stopped';
  all('SIGKILL');
  await program.ended;
  return 'killed';
};

const observe = async (
  program: StartedProgram,
  folder: string,
  seconds: number,
  io: Io,
): Promise<ProgramResult['ended']> => {
  const over = new AbortController();
  const tooLong = wait(seconds * 1_000, 'time' as const, { signal: over.signal }).catch(
    () => 'time' as const,
  );
  const interrupted = io.untilStopped().then(() => 'interrupted' as const);
  const first = await Promise.race([
    program.ended.then(() => 'ended' as const),
    untilReady(folder, over.signal),
    tooLong,
    interrupted,
  ]);
  over.abort();
  return first === 'ended' ? 'by itself' : await stop(program, folder);
};

const resultOf = (
  { command }: RunRequest,
  ended: ProgramResult['ended'],
  { code, signal }: ProgramEnd,
  seconds: number,
  loadedBy: ProgramResult['loadedBy'],
): ProgramResult => ({
  command,
  ended,
  exitCode: code,
  signal,
  seconds: Math.round(seconds * 10) / 10,
  loadedBy,
});

/** Runs the program with Binnacle until it listens, ends, or has run long enough, and collects what it reports. */
export const runProgramFor = async (request: RunRequest, io: Io): Promise<RunOutcome> => {
  const { command, seconds, register } = request;
  const [file = '', ...args] = command;
  const isOwn = loadsItself(command, io);
  // Only this user can look into it.
  const folder = mkdtempSync(join(tmpdir(), 'binnacle-doctor-'));
  try {
    const since = performance.now();
    const program = io.start(file, args, environment(io, folder, isOwn ? undefined : register));
    const ended = await observe(program, folder, seconds, io);
    const end = await program.ended;
    if (end.error !== undefined) throw new UsageError(`${file}: ${end.error}`);
    const elapsed = (performance.now() - since) / 1_000;
    return {
      program: resultOf(request, ended, end, elapsed, isOwn ? 'program' : 'doctor'),
      reports: readReports(folder),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
