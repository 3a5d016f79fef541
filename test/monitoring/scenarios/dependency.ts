import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that others depend on, and a host's exporter: what they answer is decided by the test. */
export interface Dependency {
  readonly address: string;
  close(): Promise<void>;
}

/** Answers every request with what `answer` gives, when it gives it. */
export const startDependency = async (
  contentType: string,
  answer: () => Promise<string> | string,
): Promise<Dependency> => {
  const server = createServer(async (_request, response) => {
    const body = await answer();
    response.setHeader('content-type', contentType).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
