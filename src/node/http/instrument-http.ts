import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { createClients } from './client.ts';
import { createServers, type ServerOptions } from './server.ts';

/** Node tells of each request just before a server announces it, and of each that a program has made. */
const SERVED = 'http.server.request.start';
const REQUESTED = 'http.client.request.created';

const once = (work: () => void): (() => void) => {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
};

interface HttpOptions extends ServerOptions {
  /** For programs whose first request no server takes from a connection, as on serverless platforms. */
  readonly atOnce: boolean;
}

/**
 * Instruments `node:http` and `node:https`, which are loaded for it with the first request and not at start: most of
 * what they need takes a fifth of the time that a start may take.
 */
export const instrumentHttp = ({ atOnce, ...options }: HttpOptions): void => {
  const servers = createServers(options);
  const clients = createClients();
  const patchPlain = once(() => {
    const http = process.getBuiltinModule('node:http');
    servers.patch(http.Server.prototype, 'http');
    servers.patchMessages(http.ServerResponse.prototype, http.IncomingMessage.prototype);
    clients.patchMessages(http.ClientRequest.prototype, http.IncomingMessage.prototype);
  });
  const patchSecure = once(() => {
    unsubscribe(SERVED, onServed);
    servers.patch(process.getBuiltinModule('node:https').Server.prototype, 'https');
  });

  const onServed = (message: unknown): void => {
    patchPlain();
    const { server } = message as { readonly server: object };
    if (!(server instanceof process.getBuiltinModule('node:http').Server)) patchSecure();
    // Not now, so that no request waits for TLS to be loaded.
    else setImmediate(patchSecure).unref();
  };
  if (atOnce) {
    patchPlain();
    patchSecure();
  } else subscribe(SERVED, onServed);
  subscribe(REQUESTED, (message) => {
    patchPlain();
    clients.begin((message as { readonly request: ClientRequest }).request);
  });
};
