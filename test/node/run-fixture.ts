import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** No program of a test lives longer, unless it says so. */
const MAX_LIFE_MILLIS = 25_000;
/** A machine with other work may need longer to send the rest than a user would wait. */
const SHUTDOWN_TIMEOUT_MILLIS = 20_000;

export interface FixtureOptions {
  /** Where telemetry goes; without it the default of the settings. */
  readonly endpoint?: string;
  /** What is undefined is not set: `BINNACLE_SHUTDOWN_TIMEOUT`, which is long otherwise, then has its default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly args?: readonly string[];
  /** Options of Node instead of `--import binnacle/register`. */
  readonly nodeOptions?: readonly string[];
  /** After which it is killed. */
  readonly maxLifeMillis?: number;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of Binnacle itself on standard error. */
  readonly messages: readonly string[];
  /** From the last `stop` or `kill` to the end. */
  readonly endedAfterMillis: number;
}

export interface Fixture {
  /** The rest of the first line, on standard output or error, that begins with this word. */
  line(word: string): Promise<string>;
  /** Of a fixture that printed `ready <port>`. */
  request(path: string): Promise<Response>;
  /** Ends standard input, which is how a fixture knows that it is to end. */
  stop(): Promise<Ended>;
  kill(signal: NodeJS.Signals): Promise<Ended>;
  ended(): Promise<Ended>;
}

/** Starts a program of `fixtures/` with `binnacle/register`, in an environment of its own. */
export const startFixture = (file: string, options: FixtureOptions = {}): Fixture => {
  if (!existsSync(join(root, 'dist/node/register.js'))) throw new Error('no dist: run npm run build first');
  const { endpoint, env = {}, args = [], nodeOptions = ['--import', 'binnacle/register'] } = options;
  const child = spawn(process.execPath, [...nodeOptions, join(root, 'test/node/fixtures', file), ...args], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      OTEL_SERVICE_NAME: 'fixture',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      BINNACLE_SHUTDOWN_TIMEOUT: String(SHUTDOWN_TIMEOUT_MILLIS),
      ...(endpoint !== undefined && { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }),
      ...env,
    },
    stdio: 'pipe',
    timeout: options.maxLifeMillis ?? MAX_LIFE_MILLIS,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  let since = performance.now();
  // Requests of one test wait together for the line with the port.
  const printed = new EventEmitter().setMaxListeners(0);
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    printed.emit('more');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    printed.emit('more');
  });
  // A fixture that ended does not read.
  child.stdin.on('error', () => {});
  const closed = once(child, 'close').then(
    ([code, signal]): Ended => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stdout,
      stderr,
      messages: stderr.split('\n').filter((line) => line.startsWith('binnacle:')),
      endedAfterMillis: performance.now() - since,
    }),
  );

  const line = async (word: string): Promise<string> => {
    for (;;) {
      const lines = [stdout, stderr].flatMap((text) => text.split('\n').slice(0, -1));
      const found = lines.find((each) => each.startsWith(`${word} `));
      if (found !== undefined) return found.slice(word.length + 1);
      const ended = await Promise.race([once(printed, 'more').then(() => undefined), closed]);
      if (ended)
        throw new Error(`${file} ended before it printed "${word}": ${JSON.stringify(ended, null, 2)}`);
    }
  };
  return {
    line,
    request: async (path) => {
      const response = await fetch(`http://127.0.0.1:${await line('ready')}${path}`, {
        headers: { connection: 'close' },
      });
      await response.arrayBuffer();
      return response;
    },
    stop: () => {
      since = performance.now();
      child.stdin.end();
      return closed;
    },
    kill: (signal) => {
      since = performance.now();
      child.kill(signal);
      return closed;
    },
    ended: () => closed,
  };
};

/** Runs a fixture that ends by itself, or that ends when it may. */
export const runFixture = (file: string, options?: FixtureOptions): Promise<Ended> =>
  startFixture(file, options).stop();
