import { answers, type RunningServer, startServer } from './start.ts';

export interface CollectorOptions {
  readonly binary: string;
  /** Configuration files, merged in this order. */
  readonly configs: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Address of the health_check extension. */
  readonly healthUrl: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly timeoutMillis?: number;
}

export const startCollector = (options: CollectorOptions): Promise<RunningServer> => {
  const { binary, configs, healthUrl, args = [], ...rest } = options;
  return startServer({
    ...rest,
    name: 'Collector',
    command: binary,
    args: [...configs.flatMap((config) => ['--config', config]), ...args],
    url: healthUrl,
    ready: answers(healthUrl),
  });
};
