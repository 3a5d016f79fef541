import { join } from 'node:path';
import { type Child, startChild, urlOfMessage } from '../../../scripts/start/child.ts';
import { exportMillis } from './export-millis.ts';
import { LEAK_GROWTH_A_SECOND, LEAK_INSTANCE, LEAK_START_BYTES } from './leak-history.ts';

const root = join(import.meta.dirname, '../../..');

export const POOL_SERVICE = 'orders-pool';
export const LEAK_SERVICE = 'orders-leak';

interface Given {
  readonly otlpUrl: string;
  readonly factor: number;
}

/** A process with a fault that begins or ends where a path is asked. */
export interface Faulty {
  ask(path: string): Promise<void>;
  stop(): Promise<void>;
}

const start = async (
  service: string,
  args: readonly string[],
  { otlpUrl, factor }: Given,
  env: Readonly<Record<string, string>>,
): Promise<Faulty> => {
  const child: Child<string> = await startChild({
    name: service,
    args: ['--import', 'binnacle/register', ...args],
    cwd: root,
    env: {
      OTEL_SERVICE_NAME: service,
      OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl,
      OTEL_METRIC_EXPORT_INTERVAL: exportMillis(factor),
      ...env,
    },
    ready: urlOfMessage,
  });
  return {
    ask: async (path) => {
      await (await fetch(`${child.ready}${path}`)).arrayBuffer();
    },
    stop: () => child.stop(),
  };
};

const file = (name: string): string => join(import.meta.dirname, name);

/** `/hold` takes the only connection of its pool, while others ask for it, and `/release` gives it back. */
export const startPoolService = (given: Given, databaseUrl: string): Promise<Faulty> =>
  start(POOL_SERVICE, [file('pool-service.mjs')], given, { DATABASE_URL: databaseUrl });

/** Half an hour of the rules: it has to be sure of its leak by itself. */
const LEAK_WINDOW_MILLIS = 30 * 60_000;

/** Leaks from its start, as the history says that it did before, until `/stop`. */
export const startLeakService = (given: Given): Promise<Faulty> =>
  start(
    LEAK_SERVICE,
    [
      '--expose-gc',
      '--max-old-space-size=700',
      file('leak-service.mjs'),
      String(LEAK_START_BYTES),
      String(LEAK_GROWTH_A_SECOND(given.factor)),
    ],
    given,
    {
      OTEL_RESOURCE_ATTRIBUTES: `service.instance.id=${LEAK_INSTANCE}`,
      BINNACLE_PROFILING: 'leaks',
      BINNACLE_LEAK_WINDOW: String(LEAK_WINDOW_MILLIS / given.factor),
    },
  );
