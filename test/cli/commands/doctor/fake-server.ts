import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';

export interface FakeServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const listening = async (server: Server): Promise<FakeServer> => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: async () => {
      (server as Server & { closeAllConnections?: () => void }).closeAllConnections?.();
      server.close();
      await once(server, 'close');
    },
  };
};

/** Answers every request in the same way, once it has all of it. */
export const startServer = (answer: (request: IncomingMessage, response: ServerResponse) => void) =>
  listening(
    createServer((request, response) => void request.resume().on('end', () => answer(request, response))),
  );

/** Speaks another protocol: it greets whoever connects and hangs up, as a gRPC server does with HTTP/1. */
export const startOtherProtocol = () =>
  listening(
    createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.end(Buffer.from('000006040000000000000500004000', 'hex'), () => socket.destroy());
    }),
  );

/** A port at which nothing listens. */
export const freePort = async (): Promise<number> => {
  const { port, close } = await startServer(() => {});
  await close();
  return port;
};
