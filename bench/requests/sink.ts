import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** Takes what any of the candidates sends, answers at once, and counts. */
export interface Sink {
  readonly url: string;
  /** Spans since the last `reset`; of Datadog's protocol traces, which are one a request. */
  spans(): number;
  /** Whether a span was named by the route. */
  sawRoute(): boolean;
  metricExports(): number;
  /** Which of the texts have not come since the last `reset`. */
  missing(texts: readonly string[]): readonly string[];
  reset(): void;
  close(): void;
}

const ROUTE = '/items/:id';

interface Field {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

const readVarint = (bytes: Buffer, at: number): readonly [value: number, next: number] => {
  let value = 0;
  let shift = 1;
  for (let i = at; ; i++) {
    const byte = bytes[i] ?? 0;
    value += (byte & 0x7f) * shift;
    shift *= 128;
    if (byte < 0x80) return [value, i + 1];
  }
};

/** The fields of a protobuf message that have a length; those of a trace export down to its spans all do. */
function* fieldsOf(bytes: Buffer, from: number, to: number): Generator<Field> {
  let at = from;
  while (at < to) {
    const [tag, start] = readVarint(bytes, at);
    if ((tag & 7) !== 2) return;
    const [length, content] = readVarint(bytes, start);
    at = content + length;
    yield { number: tag >>> 3, start: content, end: at };
  }
}

/** `resource_spans` 1, `scope_spans` 2, `spans` 2: https://github.com/open-telemetry/opentelemetry-proto */
const countSpans = (bytes: Buffer): number => {
  let count = 0;
  for (const resource of fieldsOf(bytes, 0, bytes.length))
    for (const scope of fieldsOf(bytes, resource.start, resource.end))
      if (scope.number === 2)
        for (const span of fieldsOf(bytes, scope.start, scope.end)) if (span.number === 2) count++;
  return count;
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
};

/** @param watched texts that may be asked for */
export const startSink = async (watched: readonly string[] = []): Promise<Sink> => {
  let spans = 0;
  let sawRoute = false;
  let metricExports = 0;
  let seen = new Set<string>();
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const isOtlp = request.headers['content-type'] === 'application/x-protobuf';
    response.writeHead(200, { 'content-type': isOtlp ? 'application/x-protobuf' : 'application/json' });
    response.end(isOtlp ? undefined : '{}');
    if (request.url === '/v1/metrics') metricExports++;
    else if (request.url === '/v1/traces') spans += countSpans(body);
    else spans += Number(request.headers['x-datadog-trace-count'] ?? 0);
    sawRoute ||= body.includes(ROUTE);
    for (const text of watched) if (body.includes(text)) seen.add(text);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () => spans,
    sawRoute: () => sawRoute,
    metricExports: () => metricExports,
    missing: (texts) => texts.filter((text) => !seen.has(text)),
    reset: () => {
      spans = 0;
      sawRoute = false;
      metricExports = 0;
      seen = new Set();
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
