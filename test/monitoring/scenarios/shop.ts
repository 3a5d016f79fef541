import { join } from 'node:path';
import { type Child, startChild, urlOfMessage } from '../../../scripts/start/child.ts';
import { exportMillis } from './export-millis.ts';

const root = join(import.meta.dirname, '../../..');

/** An example service under a steady load. */
export interface Shop {
  /** Paths that are asked one after the other, and how often. */
  load(paths: readonly string[], everyMillis: number): void;
  stop(): Promise<void>;
}

/** The storefront example under a name of its own, which asks `dependency` for everything it shows. */
export const startShop = async (
  name: string,
  given: { readonly otlpUrl: string; readonly dependency: string; readonly factor: number },
): Promise<Shop> => {
  const child: Child<string> = await startChild({
    name,
    args: ['--import', 'binnacle/register', 'examples/storefront/server.mjs'],
    cwd: root,
    env: {
      PORT: '0',
      OTEL_SERVICE_NAME: name,
      OTEL_EXPORTER_OTLP_ENDPOINT: given.otlpUrl,
      OTEL_METRIC_EXPORT_INTERVAL: exportMillis(given.factor),
      BINNACLE_SAMPLING: 'high-volume',
      INVENTORY_URL: `http://${given.dependency}`,
    },
    ready: urlOfMessage,
  });
  let timer: NodeJS.Timeout | undefined;
  return {
    load: (paths, everyMillis) => {
      clearInterval(timer);
      let sent = 0;
      timer = setInterval(() => {
        const path = paths[sent++ % paths.length] ?? '/';
        fetch(`${child.ready}${path}`)
          .then((response) => response.arrayBuffer())
          .catch(() => {});
      }, everyMillis);
    },
    stop: async () => {
      clearInterval(timer);
      await child.stop();
    },
  };
};

const LIFE_MILLIS = 1_500;

/** A service that ends soon after each start, with an instance id of its own each time. */
export const crash = async (name: string, otlpUrl: string): Promise<void> => {
  const child = await startChild({
    name,
    args: [
      '--import',
      'binnacle/register',
      '--input-type=module',
      '-e',
      `process.send({ url: '-' }); setTimeout(() => { throw new Error('no settings') }, ${LIFE_MILLIS});`,
    ],
    cwd: root,
    env: {
      OTEL_SERVICE_NAME: name,
      OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl,
      OTEL_METRIC_EXPORT_INTERVAL: '500',
    },
    ready: urlOfMessage,
  });
  await child.ended;
};
