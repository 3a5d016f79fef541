import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Candidate } from './candidates.ts';

/** What a service says of itself. */
interface Reading {
  readonly cpuMicros: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  /** Buffers and whatever else objects of the heap hold outside of it. */
  readonly externalBytes: number;
}

/** `server.cjs` with one of the candidates. */
export interface Service {
  readonly port: number;
  /** `block` keeps its event loop busy first, where the script knows how. */
  read(question?: 'collect' | 'block'): Promise<Reading>;
  stop(): Promise<void>;
}

export const startService = async (
  { name, cwd, args, env, script = join(import.meta.dirname, 'server.cjs') }: Candidate,
  nodeOptions: readonly string[] = [],
): Promise<Service> => {
  const child = spawn(process.execPath, [...nodeOptions, ...args, script], {
    cwd,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', OTEL_LOG_LEVEL: 'none', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'] as const,
  });
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-2_000);
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with ${code}: ${stderr}`);
  });
  ended.catch(() => {});
  const answer = async <T>(): Promise<T> => (await Promise.race([once(child, 'message'), ended]))[0] as T;
  const { port } = await answer<{ port: number }>();
  return {
    port,
    read: (question) => {
      const reading = answer<Reading>();
      child.send(question ?? 'read');
      return reading;
    },
    stop: async () => {
      child.disconnect();
      await ended.catch(() => {});
    },
  };
};
