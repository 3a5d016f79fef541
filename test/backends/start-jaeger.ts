import { answers, type RunningServer, startServer } from './start.ts';

export interface JaegerOptions {
  readonly binary: string;
  /** Without one, Jaeger runs as all-in-one with storage in memory. */
  readonly config?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Port of the query API, as `config` and `env` have it. */
  readonly port: number;
  readonly args?: readonly string[];
  readonly timeoutMillis?: number;
}

export const startJaeger = (options: JaegerOptions): Promise<RunningServer> => {
  const { binary, config, port, args = [], env, ...rest } = options;
  const url = `http://127.0.0.1:${port}`;
  return startServer({
    ...rest,
    // It traces its own queries, and would wait 10 s for those to be exported when it stops.
    env: { OTEL_TRACES_SAMPLER: 'always_off', ...env },
    name: 'Jaeger',
    command: binary,
    args: [...(config ? ['--config', config] : []), ...args],
    url,
    ready: answers(`${url}/api/services`),
  });
};
