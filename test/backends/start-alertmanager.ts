import { answers, type RunningServer, startServer } from './start.ts';

export interface AlertmanagerOptions {
  readonly binary: string;
  readonly config: string;
  readonly dataDir: string;
  readonly port: number;
  readonly args?: readonly string[];
  readonly timeoutMillis?: number;
}

export const startAlertmanager = (options: AlertmanagerOptions): Promise<RunningServer> => {
  const { binary, config, dataDir, port, args = [], ...rest } = options;
  const url = `http://127.0.0.1:${port}`;
  return startServer({
    ...rest,
    name: 'Alertmanager',
    command: binary,
    args: [
      `--config.file=${config}`,
      `--storage.path=${dataDir}`,
      `--web.listen-address=127.0.0.1:${port}`,
      // Empty: no cluster, which would listen on every interface.
      '--cluster.listen-address=',
      ...args,
    ],
    url,
    ready: answers(`${url}/-/ready`),
  });
};
