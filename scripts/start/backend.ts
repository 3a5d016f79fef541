import { type Child, startChild } from './child.ts';

/** Where the embedded backend listens. */
export interface BackendUrls {
  readonly page: string;
  readonly otlpHttp: string;
  readonly otlpGrpc: string;
}

const urlsOf = (said: unknown): BackendUrls | undefined => {
  if (typeof said !== 'string' || !said.startsWith('{')) return undefined;
  return JSON.parse(said).urls;
};

/** `binnacle up --embedded` with more arguments. */
export const startBackend = (main: string, args: readonly string[]): Promise<Child<BackendUrls>> =>
  startChild({
    name: 'binnacle up',
    args: [main, 'up', '--embedded', '--json', ...args],
    ready: urlsOf,
  });

/** Ports that the system has to spare. */
export const FREE_PORTS = ['--port', '0', '--otlp-http-port', '0', '--otlp-grpc-port', '0'];
