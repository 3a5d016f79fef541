import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';

/** Below are ports that many systems give to servers of their own. */
const LOWEST = 10_000;
/** Workers of Jest that are told apart. */
const WORKERS = 8;

const listen = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('a TCP server has an address with a port');
  return address.port;
};

/** The lowest port that the system gives to connections; only Linux says it. */
const lowestOfConnections = (): number => {
  try {
    return Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10);
  } catch {
    return 0;
  }
};

const width = Math.max(0, Math.floor((lowestOfConnections() - LOWEST) / WORKERS));
const first = LOWEST + (Number(process.env.JEST_WORKER_ID ?? 0) % WORKERS) * width;
let asked = width > 0 ? randomInt(width) : 0;

/**
 * A server takes its port some time after it was found free. Of those that the system gives, a connection of another
 * test may have it by then: so it is one that no connection gets, and no other worker.
 */
const listenSomewhere = async (): Promise<Server> => {
  for (let tries = 0; tries < width; tries++)
    try {
      return await listen(first + (asked++ % width));
    } catch {
      // Somebody has it.
    }
  return await listen(0);
};

/** Ports that the system has to spare, all different; nothing listens on them any more. */
export const freePorts = async (count: number): Promise<number[]> => {
  const servers = await Promise.all(Array.from({ length: count }, listenSomewhere));
  const ports = servers.map(portOf);
  await Promise.all(servers.map(close));
  return ports;
};

export const freePort = async (): Promise<number> => {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error('the system gave no port');
  return port;
};

/** A readiness condition: something takes connections there. */
export const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => socket.destroy());
    socket.once('error', () => {});
    socket.once('close', (failed) => resolve(!failed));
  });
