// The embedded backend: an OTLP receiver, a bounded store and a local page in one process.

import type { Server } from 'node:http';
import { type Server as GrpcServer, ServerCredentials } from '@grpc/grpc-js';
import { listen, listenError, type Purpose, urlOf } from './listen.ts';
import { type BackendOptions, DEFAULT_OPTIONS } from './options.ts';
import { createGrpcReceiver } from './receiver/grpc.ts';
import { createHttpReceiver } from './receiver/http.ts';
import { createSignalReceivers } from './receiver/signals.ts';
import { createPageServer } from './server/page-server.ts';
import { Store } from './store/store.ts';

export { ListenError } from './listen.ts';
export type { BackendOptions } from './options.ts';

export interface Backend {
  readonly pageUrl: string;
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT` with http/protobuf and http/json. */
  readonly otlpHttpUrl: string;
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT` with grpc. */
  readonly otlpGrpcUrl: string;
  /** Closes every listener and connection. */
  stop(): Promise<void>;
}

const PURPOSES = {
  page: { what: 'the page', option: 'port', variable: 'BINNACLE_UP_PORT' },
  http: { what: 'OTLP over HTTP', option: 'otlpHttpPort', variable: 'BINNACLE_UP_OTLP_HTTP_PORT' },
  grpc: { what: 'OTLP over gRPC', option: 'otlpGrpcPort', variable: 'BINNACLE_UP_OTLP_GRPC_PORT' },
} as const satisfies Readonly<Record<string, Purpose>>;

/** How often what is older than its retention is dropped. */
const EXPIRE_MILLIS = 5000;

const listenGrpc = (server: GrpcServer, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(listenError(host, port, PURPOSES.grpc, error));
      else resolve(bound);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/**
 * Starts the embedded backend. Rejects with ListenError, and closes what it had opened, where a port
 * cannot be had.
 */
export const startBackend = async (
  given: Partial<BackendOptions> & Pick<BackendOptions, 'pageDirectory'>,
): Promise<Backend> => {
  const options: BackendOptions = { ...DEFAULT_OPTIONS, ...given };
  const { host, port, otlpHttpPort, otlpGrpcPort, maxRequestBytes, browserOrigins } = options;
  const store = new Store(options);
  const receiving = {
    receivers: createSignalReceivers(store),
    maxRequestBytes,
    refuse: store.refuse.bind(store),
  };
  const page = createPageServer(store, options);
  const http = createHttpReceiver({ ...receiving, browserOrigins });
  const grpc = createGrpcReceiver(receiving);
  const timer = setInterval(() => store.expire(), EXPIRE_MILLIS);
  timer.unref();

  const stop = async (): Promise<void> => {
    clearInterval(timer);
    page.close();
    grpc.forceShutdown();
    await Promise.all([close(page.server), close(http)]);
  };
  try {
    const pageUrl = urlOf(host, await listen(page.server, host, port, PURPOSES.page));
    const otlpHttpUrl = urlOf(host, await listen(http, host, otlpHttpPort, PURPOSES.http));
    const otlpGrpcUrl = urlOf(host, await listenGrpc(grpc, host, otlpGrpcPort));
    return { pageUrl, otlpHttpUrl, otlpGrpcUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
