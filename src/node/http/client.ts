import type { ClientRequest, IncomingMessage } from 'node:http';
import {
  type Context,
  context,
  metrics,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapSetter,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import { VERSION } from '../../core/version.ts';
import { type NoteCall, noteCallIn } from '../insight/call-hook.ts';
import { type Address, addressOf } from './address.ts';
import { createClientDuration, createDurationCells } from './duration.ts';
import { type Emit, emitIn, patchEmit } from './emit.ts';
import { errorTypeOf } from './error-type.ts';
import { knownMethod, methodInName } from './methods.ts';
import { SCOPE } from './scope.ts';

/** A request that a program makes, from then to the end of its answer. */
export class Call {
  readonly span: Span;
  /** What was active when the request was made: listeners belong to that, and not to the request. */
  readonly context: Context;
  readonly method: string;
  readonly scheme: string;
  address: Address;
  readonly startMillis = performance.now();
  response: IncomingMessage | undefined;
  ended = false;
  /** Says that it has ended to whoever looks at what the request at hand asks. */
  note: NoteCall | undefined;

  constructor(span: Span, active: Context, method: string, scheme: string, address: Address) {
    this.span = span;
    this.context = active;
    this.method = method;
    this.scheme = scheme;
    this.address = address;
  }
}

const CALL = Symbol('binnacle.call');
type Carrying<T> = T & { [CALL]?: Call };

export const callOf = (message: object): Call | undefined => (message as Carrying<object>)[CALL];

const setHeader: TextMapSetter<ClientRequest> = {
  set: (request, name, value) => {
    request.setHeader(name, value);
  },
};

/** The host that is connected to; its port where `Host` is of the same name. Any other port is seen by the answer. */
const addressOfRequest = (request: ClientRequest, scheme: string): Address => {
  const header = request.getHeader('host');
  const named = typeof header === 'string' ? addressOf(header, scheme) : undefined;
  const host = request.host.includes(':') ? `[${request.host}]` : request.host;
  return named?.host === host ? named : { host, port: undefined };
};

const urlOf = (request: ClientRequest, scheme: string, { host, port }: Address): string => {
  const isDefault = port === undefined || port === (scheme === 'https' ? 443 : 80);
  return `${scheme}://${host}${isDefault ? '' : `:${port}`}${request.path}`;
};

class ClientInstruments {
  readonly #tracer: Tracer = trace.getTracer(SCOPE, VERSION);
  readonly #durations = createDurationCells(
    createClientDuration(metrics.getMeter(SCOPE, VERSION)),
    ([host, status, errorType, method, port, version]) => ({
      'http.request.method': method,
      'server.address': host,
      ...(port !== undefined && { 'server.port': port }),
      ...(version !== undefined && { 'network.protocol.version': version }),
      ...(status !== undefined && { 'http.response.status_code': status }),
      ...(errorType !== undefined && { 'error.type': errorType }),
    }),
  );

  begin(request: Carrying<ClientRequest>): void {
    const active = context.active();
    // Exports make no spans, and would be measured as if the application had made them.
    if (isTracingSuppressed(active)) return;
    const method = knownMethod(request.method);
    const scheme = request.protocol.replace(':', '');
    const address = addressOfRequest(request, scheme);
    const span = this.#tracer.startSpan(
      methodInName(method),
      {
        kind: SpanKind.CLIENT,
        attributes: {
          'http.request.method': method,
          'server.address': address.host,
          ...(address.port !== undefined && { 'server.port': address.port }),
          'url.full': urlOf(request, scheme, address),
        },
      },
      active,
    );
    const userAgent = span.isRecording() ? request.getHeader('user-agent') : undefined;
    if (typeof userAgent === 'string') span.setAttribute('user_agent.original', userAgent);
    if (method !== request.method && span.isRecording())
      span.setAttribute('http.request.method_original', request.method);
    const call = new Call(span, active, method, scheme, address);
    call.note = noteCallIn(
      active,
      method,
      address.port === undefined ? address.host : `${address.host}:${address.port}`,
      request.path,
    );
    request[CALL] = call;
    // Headers that were given as a list are written already.
    if (!request.headersSent) propagation.inject(trace.setSpan(active, span), request, setHeader);
  }

  answer(call: Call, request: ClientRequest, response: Carrying<IncomingMessage>): void {
    const { span } = call;
    call.response = response;
    response[CALL] = call;
    const { statusCode = 0, httpVersion, socket } = response;
    const isPortNew = call.address.port === undefined && socket?.remotePort !== undefined;
    if (isPortNew) call.address = { host: call.address.host, port: socket.remotePort };
    if (!span.isRecording()) return;
    if (isPortNew) {
      span.setAttribute('server.port', socket.remotePort);
      span.setAttribute('url.full', urlOf(request, call.scheme, call.address));
    }
    span.setAttribute('http.response.status_code', statusCode);
    span.setAttribute('network.protocol.version', httpVersion);
    if (socket?.remoteAddress !== undefined) span.setAttribute('network.peer.address', socket.remoteAddress);
    if (socket?.remotePort !== undefined) span.setAttribute('network.peer.port', socket.remotePort);
  }

  /** @param error what ended the request, where it was that */
  end(call: Call, error?: unknown): void {
    if (call.ended) return;
    call.ended = true;
    const { span, response } = call;
    const status = response?.statusCode;
    const errorType = error
      ? errorTypeOf(error)
      : status !== undefined && status >= 400
        ? String(status)
        : undefined;
    if (errorType !== undefined && span.isRecording()) {
      span.setAttribute('error.type', errorType);
      if (error instanceof Error) {
        span.recordException(error);
        span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
      } else span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
    call.note?.(errorType !== undefined);
    const { method, address, startMillis } = call;
    const record = this.#durations(
      address.host,
      status,
      errorType,
      method,
      address.port,
      response?.httpVersion,
    );
    record((performance.now() - startMillis) / 1_000);
  }
}

const asking =
  (instruments: ClientInstruments) =>
  (original: Emit): Emit =>
    function (event, ...args) {
      const call = callOf(this);
      if (!call) return original.call(this, event, ...args);
      // A connection that is handed over ends the request with its answer.
      if (event === 'response' || event === 'upgrade' || event === 'connect')
        instruments.answer(call, this as unknown as ClientRequest, args[0] as IncomingMessage);
      else if (event === 'error') instruments.end(call, args[0]);
      else if (event === 'close' && (!call.response || call.response.complete)) instruments.end(call);
      return emitIn(call.context, original, this, event, args);
    };

/** Spans and durations of the requests that a program makes, once these prototypes are patched. */
export interface Clients {
  begin(request: ClientRequest): void;
  patchRequests(request: object): void;
  /** An event of an answer. */
  hear(call: Call, response: IncomingMessage, event: string | symbol): void;
}

export const createClients = (): Clients => {
  const instruments = new ClientInstruments();
  return {
    begin: (request) => instruments.begin(request),
    patchRequests: (request) => patchEmit(request, asking(instruments)),
    hear: (call, response, event) => {
      if (event === 'end') instruments.end(call);
      else if (event === 'close')
        instruments.end(call, response.complete ? undefined : (response.errored ?? undefined));
    },
  };
};
