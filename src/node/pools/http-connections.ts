import type { Socket } from 'node:net';
import type { Attributes, Context } from '@opentelemetry/api';
import type { Stack } from '../insight/stack.ts';
import { createHttpPoolMetrics, type HttpPoolMetrics } from './http-pool-metrics.ts';
import type { Held, LeakKind, LeakSource } from './leak-kind.ts';
import { looksForLeaks, watchForLeaks } from './leak-watch.ts';

/** Of more origins the sum is told. */
const MAX_ORIGINS = 100;
const OTHERS = 'other';
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

const LEAK: LeakKind = {
  meter: 'binnacle/http',
  counter: 'binnacle.http.client.connection_leaks',
  description: 'Connections that are held by an answer that nobody reads',
  eventName: 'binnacle.http.client.connection_leak',
  what: (origin) => `a connection to ${origin}`,
  why: 'its answer was not read to the end',
  gotten: 'asked for',
};

/** A request from the moment that somebody wants a connection for it until its answer was read. */
export interface HttpUse extends Held {
  socket: Socket | undefined;
  /** What the connection had read, and since when nothing came to it while something waits to be read. */
  readBytes: number;
  unreadSinceMillis: number | undefined;
}

/** The connections to one server, and who waits for them. */
export class OriginConnections implements LeakSource {
  readonly kind = LEAK;
  readonly name: string;
  readonly attributes: Attributes;
  readonly held = new Map<HttpUse, HttpUse>();
  open = 0;
  waiting = 0;

  constructor(name: string, attributes: Attributes) {
    this.name = name;
    this.attributes = attributes;
  }

  /** With HTTP/2 a connection may have many requests. */
  active(): number {
    return Math.min(this.open, new Set([...this.held.values()].map(({ socket }) => socket)).size);
  }

  /**
   * Who reads slowly, or waits for events, is not at fault: only where something is there to be read, and nothing was
   * for the whole time, has the answer been forgotten.
   */
  isMeant(use: HttpUse, limitMillis: number): boolean {
    const { socket } = use;
    if (!socket || socket.readableLength === 0) {
      use.unreadSinceMillis = undefined;
      return true;
    }
    const now = performance.now();
    if (use.unreadSinceMillis === undefined || use.readBytes !== socket.bytesRead) {
      use.readBytes = socket.bytesRead;
      use.unreadSinceMillis = now;
    }
    return now - use.unreadSinceMillis < limitMillis;
  }
}

const byOrigin = new Map<string, OriginConnections>();
let poolMetrics: HttpPoolMetrics | undefined;
/** How many wait in the lines of pools, by origin: their requests are not yet made. */
const queues: (() => Iterable<readonly [string, number]>)[] = [];

const origins = (): readonly OriginConnections[] => [...byOrigin.values()];

const waitingInQueues = (): ReadonlyMap<OriginConnections, number> => {
  const waiting = new Map<OriginConnections, number>();
  for (const read of queues)
    for (const [origin, count] of read()) {
      const connections = connectionsTo(origin);
      waiting.set(connections, (waiting.get(connections) ?? 0) + count);
    }
  return waiting;
};

/** Adds lines that are asked for when metrics are read. */
export const addQueues = (read: () => Iterable<readonly [string, number]>): void => {
  queues.push(read);
};

const measure = (): HttpPoolMetrics => {
  poolMetrics ??= createHttpPoolMetrics(origins, waitingInQueues);
  return poolMetrics;
};

const create = (origin: string): OriginConnections => {
  if (origin === OTHERS || !URL.canParse(origin))
    return new OriginConnections(OTHERS, { 'server.address': OTHERS });
  const { protocol, hostname, port, host } = new URL(origin);
  const number = port === '' ? DEFAULT_PORTS[protocol] : Number(port);
  return new OriginConnections(host, {
    'server.address': hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(number !== undefined && { 'server.port': number }),
    'url.scheme': protocol.slice(0, -1),
  });
};

/** @param origin `https://example.com` */
export const connectionsTo = (origin: string): OriginConnections => {
  const known = byOrigin.get(origin);
  if (known) return known;
  if (byOrigin.size >= MAX_ORIGINS && origin !== OTHERS) return connectionsTo(OTHERS);
  const connections = create(origin);
  byOrigin.set(origin, connections);
  measure();
  return connections;
};

export const opened = (connections: OriginConnections, socket: Socket): void => {
  connections.open++;
  socket.once('close', () => {
    connections.open--;
    // What has left the client for good, as WebSockets do, tells nobody that it ended.
    for (const use of connections.held.values()) if (use.socket === socket) connections.held.delete(use);
  });
};

export const asked = (
  connections: OriginConnections,
  sinceMillis: number,
  stack: Stack | undefined,
  context: Context,
): HttpUse => {
  connections.waiting++;
  return {
    sinceMillis,
    stack,
    context,
    isTold: false,
    socket: undefined,
    readBytes: 0,
    unreadSinceMillis: undefined,
  };
};

/** Once more where the first connection broke. */
export const got = (connections: OriginConnections, use: HttpUse, socket: Socket): void => {
  if (!use.socket) {
    connections.waiting--;
    measure().waitTime.record((performance.now() - use.sinceMillis) / 1_000, connections.attributes);
  }
  use.socket = socket;
  connections.held.set(use, use);
  if (looksForLeaks()) watchForLeaks(origins);
};

/** @param timedOut whether it waited too long, if it has no connection yet */
export const gaveBack = (connections: OriginConnections, use: HttpUse, timedOut: boolean): void => {
  if (use.socket) {
    connections.held.delete(use);
    return;
  }
  connections.waiting--;
  if (timedOut) measure().timeouts.add(1, connections.attributes);
};
