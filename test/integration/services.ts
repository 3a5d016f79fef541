import { join } from 'node:path';
import { type Child, startChild, urlOfMessage } from '../../scripts/start/child.ts';
import type { Secrets } from './secrets.ts';

const examples = join(import.meta.dirname, '../../examples');

/** Just above what the production preset calls slow. */
const SLOW_MILLIS = 1_050;

/** It is a whole PostgreSQL in WebAssembly, and the machine may have much else to do. */
const DATABASE_MILLIS = 90_000;

/** PostgreSQL's protocol, in a process of its own. */
export const startDatabase = async ({ databasePassword }: Secrets): Promise<Child<string>> => {
  const database = await startChild({
    name: 'the database',
    args: [join(examples, 'database.ts')],
    env: { DATABASE_URL: '', PORT: '' },
    ready: urlOfMessage,
    readyMillis: DATABASE_MILLIS,
  });
  const url = new URL(database.ready);
  url.password = databasePassword;
  return { ...database, ready: url.href };
};

export interface ServicesOptions {
  /** Folder of a project with the examples and this package. */
  readonly project: string;
  readonly databaseUrl: string;
  readonly otlpUrl: string;
  readonly secrets: Secrets;
  /** Part of the services' names, so that a backend tells several pairs apart. */
  readonly suffix?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Services {
  readonly url: string;
  readonly storefront: Child<string>;
  readonly inventory: Child<string>;
  /** Ends both; telemetry that waits is sent. */
  stop(): Promise<void>;
}

/** The examples as a user runs them. */
export const startServices = async (options: ServicesOptions): Promise<Services> => {
  const { project, databaseUrl, otlpUrl, secrets, suffix = '' } = options;
  const start = (name: string, file: string, own: Record<string, string>): Promise<Child<string>> =>
    startChild({
      name,
      args: ['--import', 'binnacle/register', join('examples', file)],
      cwd: project,
      env: {
        PORT: '0',
        OTEL_SERVICE_NAME: `${name}${suffix}`,
        OTEL_SERVICE_VERSION: secrets.marker,
        OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl,
        ...own,
        ...options.env,
      },
      ready: urlOfMessage,
    });
  const inventory = await start('inventory', 'inventory/server.cjs', { DATABASE_URL: databaseUrl });
  const storefront = await start('storefront', 'storefront/server.mjs', {
    INVENTORY_URL: inventory.ready,
    WAREHOUSE_URL: `https://shop:${secrets.urlPassword}@warehouse.example/orders`,
    SLOW_MILLIS: String(SLOW_MILLIS),
  });
  return {
    url: storefront.ready,
    storefront,
    inventory,
    stop: async () => {
      await storefront.stop();
      await inventory.stop();
    },
  };
};
