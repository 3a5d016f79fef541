import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { Server as GrpcServer, ServerCredentials } from '@grpc/grpc-js';

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

/** A real server for gRPC, without any service. */
export const startGrpcServer = async (): Promise<FakeServer> => {
  const server = new GrpcServer();
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { url: `http://127.0.0.1:${port}`, port, close: async () => server.forceShutdown() };
};

/** A port at which nothing listens. */
export const freePort = async (): Promise<number> => {
  const { port, close } = await startServer(() => {});
  await close();
  return port;
};
