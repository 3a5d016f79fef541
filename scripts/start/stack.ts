import { join } from 'node:path';
import { resolveSettings } from '../../src/core/settings/index.ts';
import { type BackendUrls, startBackend } from './backend.ts';
import { type Child, startChild, urlOfMessage } from './child.ts';
import { portOrAny } from './ports.ts';

const STOREFRONT_PORT = 3_000;
const INVENTORY_PORT = 3_001;
const SHOWN_LINES = 10;

export interface Stack {
  readonly backend: BackendUrls;
  readonly storefrontUrl: string;
  readonly pids: Readonly<Record<string, number>>;
  /** Which process ended, and how; pending while all run. */
  readonly failed: Promise<string>;
  /** Ends them one after the other, so that the last telemetry still arrives. */
  stop(): Promise<void>;
}

type Say = (line: string) => void;

const backendPorts = async (say: Say): Promise<string[]> => {
  const { settings } = resolveSettings(process.env);
  const { upPort, upOtlpHttpPort, upOtlpGrpcPort } = settings;
  const page = await portOrAny(upPort, 'the page', say);
  const http = await portOrAny(upOtlpHttpPort, 'OTLP over HTTP', say);
  const grpc = await portOrAny(upOtlpGrpcPort, 'OTLP over gRPC', say);
  return ['--port', `${page}`, '--otlp-http-port', `${http}`, '--otlp-grpc-port', `${grpc}`];
};

const failureOf = async ({ name, ended, output }: Child): Promise<string> => {
  const how = await ended;
  const last = output().split('\n').slice(-SHOWN_LINES);
  return `${name} ${how}; it printed last:\n${last.join('\n')}`;
};

/** Starts the backend, the database and the examples; where one fails, ends the others and throws. */
export const startStack = async (root: string, say: Say): Promise<Stack> => {
  const children: Child[] = [];
  const started = async <T>(child: Promise<Child<T>>): Promise<T> => {
    const { ready } = await child.then((value) => {
      children.push(value);
      return value;
    });
    return ready;
  };
  const stop = async (): Promise<void> => {
    for (const child of children.toReversed()) await child.stop();
  };
  const service = async (name: string, file: string, port: number, env: Record<string, string>) =>
    startChild({
      name,
      args: ['--import', 'binnacle/register', join('examples', file)],
      cwd: root,
      env: {
        OTEL_SERVICE_NAME: name,
        BINNACLE_LIVE: 'true',
        PORT: String(await portOrAny(port, name, say)),
        ...env,
      },
      ready: urlOfMessage,
    });

  try {
    const backend = await started(startBackend(join(root, 'dist/cli/main.js'), await backendPorts(say)));
    const databaseUrl = await started(
      startChild({
        name: 'the database',
        args: [join(root, 'examples/database.ts')],
        env: { PORT: '' },
        ready: urlOfMessage,
      }),
    );
    const telemetry = { OTEL_EXPORTER_OTLP_ENDPOINT: backend.otlpHttp };
    const INVENTORY_URL = await started(
      service('inventory', 'inventory/server.cjs', INVENTORY_PORT, {
        ...telemetry,
        DATABASE_URL: databaseUrl,
      }),
    );
    const storefrontUrl = await started(
      service('storefront', 'storefront/server.mjs', STOREFRONT_PORT, { ...telemetry, INVENTORY_URL }),
    );
    // With a database that was given, its process only adds the tables, and ends.
    const watched = children.filter(({ name }) => name !== 'the database' || !process.env.DATABASE_URL);
    return {
      backend,
      storefrontUrl,
      pids: Object.fromEntries(children.map(({ name, pid }) => [name, pid])),
      failed: Promise.race(watched.map(failureOf)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
