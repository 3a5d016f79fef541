import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes what the Collector would export, by the number in the path: `/3/v1/traces`. */
export interface CaptureServer {
  readonly url: string;
  /** Requests so far, as JSON. */
  requestsOf(index: number): readonly unknown[];
  /** Calls back after each request, until `stop`. */
  onRequest(listener: () => void): void;
  stop(): Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

export const startCapture = async (): Promise<CaptureServer> => {
  const requests = new Map<number, unknown[]>();
  const listeners: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    try {
      const index = Number(/^\/(\d+)\//.exec(request.url ?? '')?.[1]);
      const body: unknown = JSON.parse(await bodyOf(request));
      requests.set(index, [...(requests.get(index) ?? []), body]);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      for (const listener of listeners) listener();
    } catch {
      response.writeHead(400).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requestsOf: (index) => requests.get(index) ?? [],
    onRequest: (listener) => void listeners.push(listener),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
