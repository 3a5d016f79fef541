import { setTimeout as wait } from 'node:timers/promises';
import type { Io, ProgramEnd, StartedProgram } from '../../../io.ts';
import { accepts } from './ports.ts';

/** Between two looks at whether it listens, in milliseconds. */
const LOOK_EVERY_MILLIS = 20;

/** From SIGTERM to SIGKILL. */
const GRACE_MILLIS = 10_000;

const LOG_LENGTH = 256 * 1024;

export interface RunningCollector {
  /** The last of what it has printed. */
  log(): string;
  /** Lets it finish what it has, and end. */
  stop(): Promise<ProgramEnd>;
  kill(): void;
  readonly ended: Promise<ProgramEnd>;
}

export interface StartOptions {
  readonly collector: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** It is ready when something listens on all of them. */
  readonly ports: readonly number[];
  readonly signal: AbortSignal;
}

/** The Collector has ended, or was not ready in time. */
export class StartFailed extends Error {
  readonly log: string;

  constructor(message: string, log: string) {
    super(message);
    this.log = log;
  }
}

const stopProgram = async (program: StartedProgram): Promise<ProgramEnd> => {
  program.kill('SIGTERM');
  const timer = setTimeout(() => program.kill('SIGKILL'), GRACE_MILLIS);
  const end = await program.ended;
  clearTimeout(timer);
  return end;
};

export const startCollector = async (
  { collector, args, env, ports, signal }: StartOptions,
  io: Io,
): Promise<RunningCollector> => {
  let log = '';
  const program = io.start(collector, args, env, (text) => {
    log = (log + text).slice(-LOG_LENGTH);
  });
  let end: ProgramEnd | undefined;
  void program.ended.then((value) => {
    end = value;
  });
  const kill = (): void => program.kill('SIGKILL');
  signal.addEventListener('abort', kill);
  void program.ended.then(() => signal.removeEventListener('abort', kill));
  let open = [...ports];
  while (open.length > 0) {
    if (end) {
      const how = end.error ?? (end.signal ? `signal ${end.signal}` : `status ${end.code}`);
      throw new StartFailed(signal.aborted ? 'it was not ready in time' : `it ended with ${how}`, log);
    }
    const answers = await Promise.all(open.map(accepts));
    open = open.filter((_port, index) => !answers[index]);
    if (open.length > 0) await wait(LOOK_EVERY_MILLIS);
  }
  return { log: () => log, stop: () => stopProgram(program), kill, ended: program.ended };
};
