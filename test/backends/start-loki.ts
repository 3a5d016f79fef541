import { answers, type RunningServer, startServer } from './start.ts';

export interface LokiOptions {
  readonly binary: string;
  readonly config: string;
  readonly port: number;
  /** Of its parts among each other. */
  readonly grpcPort: number;
  readonly directory: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly timeoutMillis?: number;
}

/** With what keeps it from waiting: alone in its ring, it has nobody to wait for. */
const HASTE = ['-ingester.min-ready-duration=0s', '-querier.dns-lookup-period=500ms'];

/** Its page says that it is ready a while before those parts have met that answer queries. */
const answersQueries = (url: string) => async (): Promise<boolean> => {
  if (!(await answers(`${url}/ready`)())) return false;
  const query = `${url}/loki/api/v1/query_range?${new URLSearchParams({ query: '{service_name="nobody"}' })}`;
  const response = await fetch(query, {
    headers: { 'x-scope-orgid': 'nobody' },
    signal: AbortSignal.timeout(2_000),
  }).catch(() => undefined);
  return response?.ok === true;
};

export const startLoki = (options: LokiOptions): Promise<RunningServer> => {
  const { binary, config, port, grpcPort, directory, env, args = [], ...rest } = options;
  const url = `http://127.0.0.1:${port}`;
  return startServer({
    ...rest,
    env: {
      BINNACLE_LOKI_PORT: String(port),
      BINNACLE_LOKI_GRPC_PORT: String(grpcPort),
      BINNACLE_LOKI_DIRECTORY: directory,
      ...env,
    },
    name: 'Loki',
    command: binary,
    args: [`-config.file=${config}`, '-config.expand-env=true', ...HASTE, ...args],
    url,
    ready: answersQueries(url),
  });
};
