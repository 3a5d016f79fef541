import { answers, type RunningServer, startServer } from './start.ts';

export interface PrometheusOptions {
  readonly binary: string;
  readonly config: string;
  readonly dataDir: string;
  readonly port: number;
  /** For example `--web.enable-otlp-receiver`. */
  readonly args?: readonly string[];
  readonly timeoutMillis?: number;
}

export const startPrometheus = (options: PrometheusOptions): Promise<RunningServer> => {
  const { binary, config, dataDir, port, args = [], ...rest } = options;
  const url = `http://127.0.0.1:${port}`;
  return startServer({
    ...rest,
    name: 'Prometheus',
    command: binary,
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${dataDir}`,
      `--web.listen-address=127.0.0.1:${port}`,
      ...args,
    ],
    url,
    ready: answers(`${url}/-/ready`),
  });
};
