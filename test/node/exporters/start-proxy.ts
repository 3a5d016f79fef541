import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface Proxy {
  readonly port: number;
  /** `CONNECT host:port`, or `POST http://host:port/path`. */
  readonly asked: readonly string[];
  /** `Proxy-Authorization` of each. */
  readonly users: readonly (string | undefined)[];
  close(): Promise<void>;
}

/** A proxy that takes every name for this machine. Where it has a user, it asks for it. */
export const startProxy = async (user?: string): Promise<Proxy> => {
  const asked: string[] = [];
  const users: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const isKnown = (authorization: string | undefined): boolean =>
    user === undefined || authorization === `Basic ${Buffer.from(user).toString('base64')}`;
  const server = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const { 'proxy-authorization': authorization, ...headers } = incoming.headers;
    users.push(authorization);
    if (!isKnown(authorization)) {
      response.writeHead(407).end();
      return;
    }
    const { port, pathname } = new URL(incoming.url ?? '');
    const onward = request(
      { host: '127.0.0.1', port, path: pathname, method: incoming.method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    incoming.pipe(onward).on('error', () => response.destroy());
  });
  server.on('connect', (incoming, socket: Socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    users.push(incoming.headers['proxy-authorization']);
    sockets.add(socket.on('error', () => {}));
    if (!isKnown(incoming.headers['proxy-authorization'])) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const onward = connect(Number(/:(\d+)$/.exec(incoming.url ?? '')?.[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    sockets.add(onward.on('error', () => socket.destroy()));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    users,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
