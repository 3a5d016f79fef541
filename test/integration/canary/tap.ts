import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface Tap {
  readonly url: string;
  /** All that came, headers and bodies. */
  bytes(): Buffer;
  close(): Promise<void>;
}

const forward = async (
  to: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Promise<{ readonly status: number; readonly body: Buffer; readonly type: string }> => {
  const given = Object.entries(headers).filter(
    ([name]) => name.startsWith('content-') && name !== 'content-length',
  );
  const response = await fetch(to, {
    method: 'POST',
    headers: Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
    body: new Uint8Array(body),
  });
  return {
    status: response.status,
    body: Buffer.from(await response.arrayBuffer()),
    type: response.headers.get('content-type') ?? 'text/plain',
  };
};

/**
 * Keeps what is sent through it: what a service sends to a Collector, before that takes anything out, or what it says
 * to another service.
 *
 * @param to where requests go on to; without it they are answered
 */
export const startTap = async (to?: string): Promise<Tap> => {
  const kept: Buffer[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { headers } = request;
    // Of another service only what telemetry adds: the rest is the application's own.
    const { baggage, tracestate, traceparent } = headers;
    kept.push(Buffer.from(JSON.stringify(to === undefined ? { baggage, tracestate, traceparent } : headers)));
    if (to === undefined) return void response.end('ok');
    kept.push(headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body);
    try {
      const answer = await forward(`${to}${request.url}`, headers, body);
      response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
    } catch {
      response.writeHead(503).end();
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bytes: () => Buffer.concat(kept),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
