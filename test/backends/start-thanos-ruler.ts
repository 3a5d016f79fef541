import { answers, type RunningServer, startServer } from './start.ts';

export interface ThanosRulerOptions {
  readonly binary: string;
  /** Patterns of rule files. */
  readonly rules: readonly string[];
  readonly dataDir: string;
  readonly port: number;
  readonly grpcPort: number;
  /** What it asks, and where its alerts go. */
  readonly prometheus: string;
  readonly alertmanager: string;
  readonly args?: readonly string[];
}

export const startThanosRuler = (options: ThanosRulerOptions): Promise<RunningServer> => {
  const { binary, rules, dataDir, port, grpcPort, prometheus, alertmanager, args = [] } = options;
  const url = `http://127.0.0.1:${port}`;
  return startServer({
    name: "Thanos' ruler",
    command: binary,
    args: [
      'rule',
      ...rules.map((pattern) => `--rule-file=${pattern}`),
      `--data-dir=${dataDir}`,
      `--http-address=127.0.0.1:${port}`,
      `--grpc-address=127.0.0.1:${grpcPort}`,
      `--query=${prometheus}`,
      `--alertmanagers.url=${alertmanager}`,
      '--http-grace-period=1s',
      '--grpc-grace-period=1s',
      ...args,
    ],
    url,
    ready: answers(`${url}/-/ready`),
  });
};
