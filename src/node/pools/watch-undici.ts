import type { Socket } from 'node:net';
import { context } from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import { captureWithinBudget } from '../insight/stack.ts';
import { listen } from '../listen.ts';
import {
  asked,
  connectionsTo,
  gaveBack,
  got,
  type HttpUse,
  type OriginConnections,
  opened,
} from './http-connections.ts';
import { looksForLeaks } from './leak-watch.ts';
import { isTimeout } from './pool-watch.ts';
import { takeQueued } from './undici-queue.ts';

/** https://github.com/nodejs/undici/blob/main/docs/docs/api/DiagnosticsChannel.md */
interface Message {
  readonly request: { readonly origin?: string | URL };
  readonly socket: Socket;
  readonly error?: unknown;
  readonly response?: { readonly statusCode?: number };
  readonly connectParams: {
    readonly protocol: string;
    readonly host: string;
  };
}

interface Known {
  readonly connections: OriginConnections;
  readonly use: HttpUse;
}

const SWITCHING_PROTOCOLS = 101;

/** Watches the connections of Node’s `fetch` and of every undici in the process, which all tell the same channels. */
export const watchUndici = (): void => {
  const requests = new WeakMap<object, Known>();
  const on = (event: string, work: (message: Message) => void): void => listen(`undici:${event}`, work);
  on('client:connected', ({ connectParams: { protocol, host }, socket }) =>
    opened(connectionsTo(`${protocol}//${host}`), socket),
  );
  const created = ({ request }: Message): void => {
    const active = context.active();
    if (isTracingSuppressed(active) || request.origin === undefined) return;
    const queued = takeQueued();
    const connections = connectionsTo(originOf(request.origin));
    const since = queued?.sinceMillis ?? performance.now();
    const stack = queued?.stack ?? (looksForLeaks() ? captureWithinBudget(created) : undefined);
    requests.set(request, { connections, use: asked(connections, since, stack, active) });
  };
  on('request:create', created);
  on('client:sendHeaders', ({ request, socket }) => {
    const known = requests.get(request);
    if (known) got(known.connections, known.use, socket);
  });
  // It is used for as long as it is open, and not by mistake.
  on('request:headers', ({ request, response }) => {
    const known = requests.get(request);
    if (known && response?.statusCode === SWITCHING_PROTOCOLS) known.use.isTold = true;
  });
  const end = (request: object, timedOut: boolean): void => {
    const known = requests.get(request);
    if (!known) return;
    requests.delete(request);
    gaveBack(known.connections, known.use, timedOut);
  };
  on('request:trailers', ({ request }) => end(request, false));
  on('request:error', ({ request, error }) => end(request, isTimeout(error)));
};

const originOf = (origin: string | URL): string => (typeof origin === 'string' ? origin : origin.origin);
