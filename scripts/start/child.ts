import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const READY_MILLIS = 30_000;
const STOP_MILLIS = 10_000;
const KEPT_LINES = 400;

export interface ChildOptions<Ready> {
  readonly name: string;
  /** Of Node: its options, the script, and the script's arguments. */
  readonly args: readonly string[];
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Looks at each message that the child sends and each line that it prints, until it finds what it waits for. */
  readonly ready: (said: unknown) => Ready | undefined;
  readonly readyMillis?: number;
}

export interface Child<Ready = unknown> {
  readonly name: string;
  readonly pid: number;
  readonly ready: Ready;
  /** How it ended, in words; pending while it runs. */
  readonly ended: Promise<string>;
  /** The last lines that it printed. */
  output(): string;
  /** Ends it with SIGTERM, and where it stays with SIGKILL. Waits for the end, and may be called again. */
  stop(): Promise<void>;
}

/** What the examples send when they listen. */
export const urlOfMessage = (said: unknown): string | undefined =>
  typeof said === 'object' && said !== null && 'url' in said ? String(said.url) : undefined;

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

const describeEnd = (code: number | null, signal: NodeJS.Signals | null): string =>
  signal ? `was ended by ${signal}` : `ended with status ${code}`;

const stop = async (child: ChildProcess): Promise<void> => {
  if (!isRunning(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_MILLIS);
  await exited;
  clearTimeout(killer);
};

/** Starts a Node.js process and waits until it is ready; where it is not, the error shows what it printed. */
export const startChild = async <Ready>(options: ChildOptions<Ready>): Promise<Child<Ready>> => {
  const { name, args, cwd, ready, readyMillis = READY_MILLIS } = options;
  const env = { ...process.env, ...options.env };
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const lines: string[] = [];
  const output = (): string => lines.join('\n');
  // 'close' comes when all output has been read.
  const ended = new Promise<string>((resolve) => {
    child.once('error', ({ message }) => resolve(`could not be started: ${message}`));
    child.once('close', (code, signal) => resolve(describeEnd(code, signal)));
  });
  const found = new Promise<Ready>((resolve) => {
    const look = (said: unknown): void => {
      const value = ready(said);
      if (value !== undefined) resolve(value);
    };
    child.on('message', look);
    for (const input of [child.stdout, child.stderr]) {
      if (!input) continue;
      createInterface({ input }).on('line', (line) => {
        if (lines.push(line) > KEPT_LINES) lines.shift();
        look(line);
      });
    }
  });
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, readyMillis, `was not ready after ${readyMillis / 1000} s`);
  });
  const failure = Promise.race([ended, tooLate]).then((reason) => ({ reason }));
  const outcome = await Promise.race([found.then((value) => ({ value })), failure]);
  clearTimeout(timer);
  if ('reason' in outcome) {
    await stop(child);
    throw new Error(`${name} ${outcome.reason}; it printed:\n${output() || 'nothing'}`);
  }
  return {
    name,
    pid: child.pid ?? 0,
    ready: outcome.value,
    ended,
    output,
    stop: () => stop(child),
  };
};
