import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { guarded, listen } from '../listen.ts';
import { createClients } from './client.ts';
import { patchIncoming } from './incoming.ts';
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
    servers.patchResponses(http.ServerResponse.prototype);
    clients.patchRequests(http.ClientRequest.prototype);
    patchIncoming(http.IncomingMessage.prototype, clients.hear);
  });
  const patchSecure = once(() => {
    unsubscribe(SERVED, onServed);
    servers.patch(process.getBuiltinModule('node:https').Server.prototype, 'https');
  });

  const onServed = guarded<{ readonly server: object }>(SERVED, ({ server }) => {
    patchPlain();
    if (!(server instanceof process.getBuiltinModule('node:http').Server)) patchSecure();
    // Not now, so that no request waits for TLS to be loaded.
    else setImmediate(patchSecure).unref();
  });
  if (atOnce) {
    patchPlain();
    patchSecure();
  } else subscribe(SERVED, onServed);
  listen<{ readonly request: ClientRequest }>(REQUESTED, ({ request }) => {
    patchPlain();
    clients.begin(request);
  });
};
