import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const root = join(import.meta.dirname, '../..');
export const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);

/** No program of a test lives longer. */
const MAX_LIFE_MILLIS = 25_000;

export interface Database {
  readonly port: string;
  stop(): Promise<void>;
}

/** PostgreSQL in a process of its own: what a bundle has inside is not to meet it. */
export const startDatabase = async (): Promise<Database> => {
  const child: ChildProcess = spawn(process.execPath, [fixture('database.mjs')], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout?.setEncoding('utf8') ?? child, 'data')) as [string];
  return {
    port: line.trim().slice('ready '.length),
    stop: async () => {
      const closed = once(child, 'close');
      child.stdin?.end();
      await closed;
    },
  };
};

export interface Folder {
  readonly path: string;
  remove(): void;
}

/** A folder as a container has it: a bundle, and of node_modules Binnacle alone. */
export const createFolder = (): Folder => {
  const path = mkdtempSync(join(tmpdir(), 'binnacle-bundle-'));
  mkdirSync(join(path, 'node_modules'));
  symlinkSync(root, join(path, 'node_modules/binnacle'), 'junction');
  writeFileSync(join(path, 'package.json'), JSON.stringify({ dependencies: { express: '5', pg: '8' } }));
  return { path, remove: () => rmSync(path, { recursive: true }) };
};

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a bundle in its folder; telemetry goes to `endpoint`. */
export const runBundle = (
  folder: string,
  args: readonly string[],
  endpoint: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> =>
  promisify(execFile)(process.execPath, args, {
    cwd: folder,
    timeout: MAX_LIFE_MILLIS,
    env: {
      PATH: process.env.PATH,
      OTEL_SERVICE_NAME: 'bundle',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      ...env,
    },
  });
