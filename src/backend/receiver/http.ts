// https://opentelemetry.io/docs/specs/otlp/#otlphttp
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { RefusalReason, Signal } from '../store/counters.ts';
import { BodyBudget, decompress, readBody } from './body.ts';
import { MalformedError } from './budget.ts';
import { createCrossOrigin } from './cors.ts';
import { Failure } from './failure.ts';
import { encodeStatus, encodeSuccess } from './response.ts';
import type { Encoding, SignalReceiver } from './signals.ts';

const CONTENT_TYPES: Readonly<Record<string, Encoding>> = {
  'application/x-protobuf': 'protobuf',
  'application/json': 'json',
};
const CONTENT_TYPE_OF: Readonly<Record<Encoding, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/** A client that has not sent its headers, or its whole request, by then is let go. */
const HEADERS_TIMEOUT_MILLIS = 10_000;
const REQUEST_TIMEOUT_MILLIS = 30_000;
/** Longer than the usual export interval, so that an exporter does not find its connection closed. */
const KEEP_ALIVE_MILLIS = 75_000;
/** How long the rest of a refused body is read and thrown away. */
const LINGER_MILLIS = 1000;
const MAX_CONNECTIONS = 1024;
/** Bodies that may be in memory at once, in largest requests. */
const CONCURRENT_REQUESTS = 8;

export interface HttpReceiverOptions {
  readonly receivers: readonly SignalReceiver[];
  readonly maxRequestBytes: number;
  readonly refuse: (signal: Signal, reason: RefusalReason) => void;
  /** Of pages that may send from a browser; none by default. */
  readonly browserOrigins?: readonly string[];
  /** Time-outs in milliseconds; a test makes them short. */
  readonly requestTimeoutMillis?: number;
}

const encodingOf = (request: IncomingMessage): Encoding | undefined => {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  return CONTENT_TYPES[type.trim().toLowerCase()];
};

const send = (response: ServerResponse, status: number, encoding: Encoding, body: Buffer): void => {
  response.writeHead(status, { 'content-type': CONTENT_TYPE_OF[encoding], 'content-length': body.length });
  response.end(body);
};

const toFailure = (error: unknown): Failure => {
  if (error instanceof Failure) return error;
  if (error instanceof MalformedError) return new Failure('malformed', error.message);
  // The request ended early: nobody is left to read the answer, but it is counted.
  return new Failure('malformed', 'the request ended before its body did');
};

const fail = (
  request: IncomingMessage,
  response: ServerResponse,
  { httpStatus, code, message, headers }: Failure,
  encoding: Encoding,
): void => {
  if (response.destroyed || response.headersSent) return;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const body = encodeStatus(code, message, encoding);
  if (request.complete) {
    send(response, httpStatus, encoding, body);
    return;
  }
  // The client is still sending. Closing at once would reset the connection, and the answer with it.
  response.writeHead(httpStatus, {
    'content-type': CONTENT_TYPE_OF[encoding],
    'content-length': body.length,
    connection: 'close',
  });
  response.write(body);
  const end = (): void => void response.end();
  request.once('close', end);
  request.once('end', end);
  request.resume();
  setTimeout(end, LINGER_MILLIS).unref();
};

const answerElse = (request: IncomingMessage, response: ServerResponse, receiver: boolean): void => {
  response.setHeader('connection', 'close');
  if (receiver) response.setHeader('allow', 'POST');
  const message = receiver ? 'only POST' : 'no such path; OTLP is at /v1/traces, /v1/metrics and /v1/logs';
  const encoding = encodingOf(request) ?? 'json';
  send(response, receiver ? 405 : 404, encoding, encodeStatus(receiver ? 12 : 5, message, encoding));
};

/** OTLP over HTTP, protobuf and JSON. Not yet listening. */
export const createHttpReceiver = (options: HttpReceiverOptions): Server => {
  const { receivers, maxRequestBytes, refuse, browserOrigins = [] } = options;
  const crossOrigin = createCrossOrigin(browserOrigins);
  const budget = new BodyBudget(CONCURRENT_REQUESTS * maxRequestBytes);
  const byPath = new Map(receivers.map((receiver) => [receiver.path, receiver]));

  const take = async (request: IncomingMessage, { receive }: SignalReceiver, encoding?: Encoding) => {
    if (!encoding)
      throw new Failure('unsupported', 'content-type must be application/x-protobuf or application/json');
    const body = await readBody(request, maxRequestBytes, budget);
    const compression = (request.headers['content-encoding'] ?? '').trim().toLowerCase();
    return receive(decompress(body, compression, maxRequestBytes), encoding);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = ''] = (request.url ?? '').split('?');
    const receiver = byPath.get(path);
    if (receiver && crossOrigin.answer(request, response)) return;
    crossOrigin.allow(request, response);
    if (!receiver || request.method !== 'POST') {
      answerElse(request, response, receiver !== undefined);
      return;
    }
    const encoding = encodingOf(request);
    try {
      const rejected = await take(request, receiver, encoding);
      send(
        response,
        200,
        encoding ?? 'json',
        encodeSuccess(rejected, receiver.rejectedField, encoding ?? 'json'),
      );
    } catch (error) {
      const failure = toFailure(error);
      refuse(receiver.signal, failure.reason);
      fail(request, response, failure, encoding ?? 'json');
    }
  };

  const server = createServer(
    {
      headersTimeout: Math.min(
        HEADERS_TIMEOUT_MILLIS,
        options.requestTimeoutMillis ?? HEADERS_TIMEOUT_MILLIS,
      ),
      requestTimeout: options.requestTimeoutMillis ?? REQUEST_TIMEOUT_MILLIS,
      keepAliveTimeout: KEEP_ALIVE_MILLIS,
      connectionsCheckingInterval: 1000,
    },
    (request, response) => void handle(request, response),
  );
  server.maxConnections = MAX_CONNECTIONS;
  return server;
};
