import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { lookUp } from '../look-up.ts';
import { whenOnlyConnecting } from '../only-connecting.ts';
import type { OtlpTarget } from '../otlp-target.ts';
import type { TlsFiles } from '../tls-files.ts';
import { placeOf, tunnel } from '../tunnel.ts';

/** Most memory of one connection, in MB: the batches that are under way at once. */
const MAX_SESSION_MEMORY = 100;

const noConnection = (): Error =>
  Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT', syscall: 'connect' });

/** Scheme, host and port. An endpoint for gRPC may come without a scheme. */
export const originOf = ({ url, insecure }: OtlpTarget): URL =>
  new URL(/^https?:\/\//i.test(url) ? url : `${insecure ? 'http' : 'https'}://${url}`);

/** Resolves when the event comes, and rejects when the socket is done with before. */
const ready = <S extends Socket>(socket: S, event: 'connect' | 'secureConnect'): Promise<S> =>
  new Promise((resolve, reject) => {
    socket
      .once(event, () => resolve(socket))
      .once('error', reject)
      .once('close', () => reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })));
  });

const openSocket = async (origin: URL, proxy: string | undefined): Promise<Socket> => {
  const place = placeOf(origin);
  if (proxy !== undefined) {
    const authority = `${place.host.includes(':') ? `[${place.host}]` : place.host}:${place.port}`;
    return new Promise((resolve, reject) => {
      tunnel(new URL(proxy), authority, (error, socket) =>
        socket ? resolve(socket.unref()) : reject(error),
      );
    });
  }
  const socket = connect({ ...place, lookup: lookUp }).unref();
  const stop = whenOnlyConnecting(() => socket.destroy(noConnection()));
  return ready(socket, 'connect').finally(stop);
};

const secured = async (socket: Socket, origin: URL, files: TlsFiles): Promise<Socket> => {
  if (origin.protocol !== 'https:') return socket;
  const { host } = placeOf(origin);
  const secure = connectTls({
    ...files,
    socket,
    host,
    servername: isIP(host) ? '' : host,
    ALPNProtocols: ['h2'],
  });
  try {
    return await ready(secure.unref(), 'secureConnect');
  } catch (error) {
    socket.destroy();
    throw error;
  }
};

/**
 * A connection of HTTP/2, through a proxy where the target names one. Nothing of it keeps the program.
 *
 * @param timeoutMillis until it has to be there
 */
export const openSession = async (
  target: OtlpTarget,
  files: TlsFiles,
  timeoutMillis: number,
): Promise<ClientHttp2Session> => {
  const origin = originOf(target);
  let isLate = false;
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(noConnection());
    }, timeoutMillis).unref();
  });
  const opened = (async () => {
    const socket = await openSocket(origin, target.proxy);
    const stream = isLate ? socket : await secured(socket, origin, files);
    if (isLate) stream.destroy();
    return stream;
  })();
  // Whoever waits for it may be gone.
  opened.catch(() => {});
  const socket = await Promise.race([opened, tooLate]).finally(() => clearTimeout(timer));
  const session = connectHttp2(origin, {
    createConnection: () => socket,
    maxSessionMemory: MAX_SESSION_MEMORY,
    settings: { enablePush: false },
  });
  session.unref();
  // Each call under way tells of it.
  session.on('error', () => {});
  return session;
};
