import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

interface CapturedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Texts of a message of Protocol Buffers stand in it as they are. */
  readonly text: string;
}

export interface Capture {
  readonly url: string;
  readonly requests: readonly CapturedRequest[];
  stop(): Promise<void>;
}

/** A backend that takes OTLP over HTTP and keeps what it got. */
export const startCapture = async (): Promise<Capture> => {
  const requests: CapturedRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const isPacked = request.headers['content-encoding'] === 'gzip';
    requests.push({
      path: request.url ?? '',
      headers: request.headers,
      text: (isPacked ? gunzipSync(body) : body).toString('latin1'),
    });
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
