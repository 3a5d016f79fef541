import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { lastLines } from './run.ts';

const POLL_MILLIS = 50;
const READY_MILLIS = 30_000;
const STOP_MILLIS = 10_000;
const DRAIN_MILLIS = 500;
const OUTPUT_BYTES = 256 * 1024;

export interface ServerOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly url?: string;
  readonly ready: () => Promise<boolean>;
  readonly timeoutMillis?: number;
}

export interface RunningServer {
  readonly pid: number;
  readonly url: string;
  /** The last part of what the server has printed. */
  output(): string;
  /** Ends exactly this process; may be called more than once. */
  stop(): Promise<void>;
}

/** A readiness condition: the address answers with a status of 2xx. */
export const answers = (url: string) => async (): Promise<boolean> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
};

const collectOutput = (child: ChildProcess): (() => string) => {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-OUTPUT_BYTES);
    });
  }
  return () => output;
};

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const stopChild = async (child: ChildProcess): Promise<void> => {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_MILLIS);
  await ended;
  clearTimeout(killer);
};

const waitUntilReady = async (child: ChildProcess, options: ServerOptions): Promise<void> => {
  const { timeoutMillis = READY_MILLIS, ready } = options;
  const deadline = Date.now() + timeoutMillis;
  while (Date.now() < deadline) {
    if (hasEnded(child)) throw new Error(`ended with ${child.signalCode ?? `status ${child.exitCode}`}`);
    if ((await ready()) && !hasEnded(child)) return;
    await delay(POLL_MILLIS);
  }
  throw new Error(`was not ready after ${timeoutMillis / 1000} s`);
};

/** Starts a server and waits until it is ready; where it is not, the error shows what it printed last. */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { name, command, args, cwd, url = '' } = options;
  const env = { ...process.env, ...options.env };
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collectOutput(child);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await once(child, 'spawn').catch((error: Error) => {
    throw new Error(`${name} could not be started: ${error.message}`, { cause: error });
  });
  try {
    await waitUntilReady(child, options);
  } catch (error) {
    await stopChild(child);
    // The end of the process may be known before its last output is; a grandchild may keep that open.
    await Promise.race([closed, delay(DRAIN_MILLIS)]);
    const printed = lastLines(output(), 20) || 'it printed nothing';
    throw new Error(`${name} ${(error as Error).message}; its output:\n${printed}`, { cause: error });
  }
  return { pid: child.pid ?? 0, url, output, stop: () => stopChild(child) };
};
