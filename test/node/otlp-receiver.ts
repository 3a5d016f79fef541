import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import {
  type LogRecord,
  logRecordsOf,
  type MetricPoint,
  metricPointsOf,
  type OtlpJson,
  type Span,
  spansOf,
} from './otlp-json.ts';

interface OtlpRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** After decompression. */
  readonly body: Buffer;
}

/** What a program under test sends to. Reads `http/json`; of other encodings it keeps the bytes. */
export interface OtlpReceiver {
  readonly url: string;
  readonly requests: readonly OtlpRequest[];
  spans(): readonly Span[];
  metricPoints(): readonly MetricPoint[];
  logRecords(): readonly LogRecord[];
  /** All bytes that came, as text. */
  raw(): string;
  /** Waits for the next request. */
  next(): Promise<void>;
  close(): Promise<void>;
}

interface ReceiverOptions {
  /** Of every answer. */
  readonly status?: number;
  /** In the body of each answer in JSON to spans. */
  readonly partialSuccess?: object;
  /** Takes requests, of all paths or of these, and never answers. */
  readonly hangs?: boolean | readonly string[];
  /** Is waited for before each answer. */
  readonly before?: (path: string) => Promise<void> | undefined;
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
};

export const startOtlpReceiver = async ({
  status = 200,
  partialSuccess,
  hangs = false,
  before,
}: ReceiverOptions = {}): Promise<OtlpReceiver> => {
  const requests: OtlpRequest[] = [];
  const arrivals = new EventEmitter();
  const server = createServer(async (request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers, body: await bodyOf(request) });
    arrivals.emit('request');
    await before?.(request.url ?? '');
    if (hangs === true || (hangs !== false && hangs.includes(request.url ?? ''))) return;
    const json = request.headers['content-type'] === 'application/json';
    response.writeHead(status, { 'content-type': request.headers['content-type'] ?? 'text/plain' });
    const isPartial = partialSuccess !== undefined && request.url === '/v1/traces';
    response.end(json ? JSON.stringify(isPartial ? { partialSuccess } : {}) : undefined);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;

  const documents = (path: string): readonly OtlpJson[] =>
    requests
      .filter((request) => request.path === path && request.headers['content-type'] === 'application/json')
      .map(({ body }) => JSON.parse(body.toString()) as OtlpJson);

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    spans: () => documents('/v1/traces').flatMap(spansOf),
    metricPoints: () => documents('/v1/metrics').flatMap(metricPointsOf),
    logRecords: () => documents('/v1/logs').flatMap(logRecordsOf),
    raw: () => requests.map(({ body }) => body.toString('latin1')).join('\n'),
    next: async () => {
      await once(arrivals, 'request');
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
