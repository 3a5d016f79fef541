import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type Attributes,
  context,
  createContextKey,
  metrics,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { setRPCMetadata } from '@opentelemetry/core';
import { normalizePath } from '../../core/routes/normalize-path.ts';
import { createRouteLimiter } from '../../core/routes/route-limiter.ts';
import { VERSION } from '../../core/version.ts';
import { LinkedContext } from '../../sdk/linked-context.ts';
import { correlationIdIn } from '../business/carried.ts';
import { serverAddressOf } from './address.ts';
import { createDurationCells, createServerDuration } from './duration.ts';
import { type Emit, emitIn, patchEmit } from './emit.ts';
import { errorTypeOf } from './error-type.ts';
import { knownMethod, methodInName } from './methods.ts';
import { RequestState, requestStateOf, type ServedMessage, STATE } from './request-state.ts';
import { SCOPE } from './scope.ts';
import { serverTimingOf } from './server-timing.ts';
import { splitTarget } from './target.ts';

/** A key that no context has: the root of the linked ones. */
const SERVED = createContextKey('binnacle.served');
const SERVED_ROOT = new LinkedContext(ROOT_CONTEXT, SERVED, true);

/** What the sampler may decide by. */
const firstAttributes = (method: string, scheme: string, target: string): Attributes => {
  const { path, query } = splitTarget(target);
  return query === ''
    ? { 'http.request.method': method, 'url.scheme': scheme, 'url.path': path }
    : { 'http.request.method': method, 'url.scheme': scheme, 'url.path': path, 'url.query': query };
};

/** What only a span that is recorded gets. Nothing that says who the client is. */
const describe = (
  span: Span,
  { headers, httpVersion, method }: IncomingMessage,
  state: RequestState,
): void => {
  const address = serverAddressOf(headers, state.scheme);
  if (address) {
    span.setAttribute('server.address', address.host);
    if (address.port !== undefined) span.setAttribute('server.port', address.port);
  }
  span.setAttribute('network.protocol.version', httpVersion);
  const userAgent = headers['user-agent'];
  if (userAgent !== undefined) span.setAttribute('user_agent.original', userAgent);
  if (method !== undefined && method !== state.method)
    span.setAttribute('http.request.method_original', method);
};

const NOT_FOUND = 404;

/** Of the propagators that are on unless others are named. */
const W3C_FIELDS: ReadonlySet<string> = new Set(['traceparent', 'tracestate', 'baggage']);

export interface ServerOptions {
  /** Most routes that are made from paths; 0 makes none. */
  readonly maxRoutes: number;
  /** Whether answers to requests for HTML tell their trace. */
  readonly serverTiming: boolean;
  /** What answers return the id of their request in. */
  readonly correlationHeader: string | undefined;
}

class ServerInstruments {
  readonly #tracer: Tracer = trace.getTracer(SCOPE, VERSION);
  readonly #durations = createDurationCells(
    createServerDuration(metrics.getMeter(SCOPE, VERSION)),
    ([route, status, errorType, method, scheme, version]) => ({
      'http.request.method': method,
      'url.scheme': scheme,
      'network.protocol.version': version,
      ...(status !== undefined && { 'http.response.status_code': status }),
      ...(route && { 'http.route': route }),
      ...(errorType !== undefined && { 'error.type': errorType }),
    }),
  );

  readonly #fields = propagation.fields();

  /** Other propagators read more headers than the fields that they write. */
  readonly #readsMore = this.#fields.some((field) => !W3C_FIELDS.has(field));

  readonly #limitRoute: ((route: string) => string) | undefined;

  readonly #tellPages: boolean;

  readonly #correlationHeader: string | undefined;

  constructor({ maxRoutes, serverTiming, correlationHeader }: ServerOptions) {
    this.#correlationHeader = correlationHeader;
    this.#tellPages = serverTiming;
    this.#limitRoute = maxRoutes > 0 ? createRouteLimiter(maxRoutes) : undefined;
  }

  /** What stands for a route where no framework named one, in low variety; not of paths that lead nowhere. */
  #routeFromPath(request: IncomingMessage, status: number | undefined): string | undefined {
    if (!this.#limitRoute || status === undefined || status === NOT_FOUND) return undefined;
    return this.#limitRoute(normalizePath(splitTarget(request.url ?? '/').path));
  }

  /** Whether there is anything to propagate; most requests that come from outside have nothing. */
  #comesWith(headers: IncomingMessage['headers']): boolean {
    if (this.#readsMore) return true;
    for (const field of this.#fields) if (headers[field] !== undefined) return true;
    return false;
  }

  begin(request: IncomingMessage, scheme: 'http' | 'https'): RequestState {
    const method = knownMethod(request.method ?? 'GET');
    const from = this.#comesWith(request.headers)
      ? propagation.extract(ROOT_CONTEXT, request.headers)
      : ROOT_CONTEXT;
    const attributes = firstAttributes(method, scheme, request.url ?? '/');
    const span = this.#tracer.startSpan(methodInName(method), { kind: SpanKind.SERVER, attributes }, from);
    const linked = from === ROOT_CONTEXT ? SERVED_ROOT : new LinkedContext(from, SERVED, true);
    const own = trace.setSpan(linked, span);
    const state = new RequestState(span, own, method, scheme);
    state.context = setRPCMetadata(own, state);
    if (span.isRecording()) describe(span, request, state);
    return state;
  }

  /** A page joins the trace of the request for it. Others need no header. */
  tellPage({ span }: RequestState, request: IncomingMessage, response: ServerResponse): void {
    if (this.#tellPages && request.headers.accept?.includes('text/html'))
      response.appendHeader('server-timing', serverTimingOf(span.spanContext()));
  }

  /** The answer has the id of its request, which has been checked. */
  returnId({ context }: RequestState, response: ServerResponse): void {
    if (this.#correlationHeader === undefined) return;
    const id = correlationIdIn(context);
    if (id !== undefined) response.setHeader(this.#correlationHeader, id);
  }

  /** @param error what ended the request, where it was that */
  end(state: RequestState, request: IncomingMessage, response: ServerResponse, error?: unknown): void {
    if (state.ended) return;
    const { span } = state;
    // A client that left before the answer got no status.
    const status = response.headersSent ? response.statusCode : undefined;
    const route = state.route ?? this.#routeFromPath(request, status);
    const errorType = error
      ? errorTypeOf(error)
      : status !== undefined && status >= 500
        ? String(status)
        : undefined;
    if (span.isRecording()) {
      if (status !== undefined) span.setAttribute('http.response.status_code', status);
      if (route) span.setAttribute('http.route', route).updateName(`${methodInName(state.method)} ${route}`);
      if (errorType !== undefined) span.setAttribute('error.type', errorType);
      if (error) {
        state.fail(error);
        span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message });
      } else if (errorType !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
    }
    if (route) state.route = route;
    state.beforeEnd?.(state);
    state.ended = true;
    state.endpoint?.settle();
    span.end();
    const { method, scheme, startMillis } = state;
    const record = this.#durations(route, status, errorType, method, scheme, request.httpVersion);
    record((performance.now() - startMillis) / 1_000);
  }
}

/** Gives each request that a server announces a span and a context. */
const announcing =
  (instruments: ServerInstruments, scheme: 'http' | 'https') =>
  (original: Emit): Emit =>
    function (event, ...args) {
      if (event !== 'request') return original.call(this, event, ...args);
      const [request, response] = args as [IncomingMessage & ServedMessage, ServerResponse & ServedMessage];
      // One server may hand the request on to another.
      if (requestStateOf(request)) return original.call(this, event, ...args);
      const state = instruments.begin(request, scheme);
      request[STATE] = state;
      response[STATE] = state;
      instruments.tellPage(state, request, response);
      instruments.returnId(state, response);
      try {
        return context.with(state.context, original, this, event, ...args);
      } catch (error) {
        instruments.end(state, request, response, error);
        throw error;
      }
    };

/** Ends the request's span when nothing more is sent, and runs the listeners of its messages in its context. */
const answering =
  (instruments: ServerInstruments) =>
  (original: Emit): Emit =>
    function (event, ...args) {
      const state = requestStateOf(this);
      if (!state) return original.call(this, event, ...args);
      if (event === 'close') {
        const response = this as unknown as ServerResponse;
        instruments.end(state, response.req, response, response.errored ?? undefined);
      }
      return emitIn(state.context, original, this, event, args);
    };

/** Spans and durations of the requests that servers are asked, once these prototypes of theirs are patched. */
export interface Servers {
  patch(server: object, scheme: 'http' | 'https'): void;
  patchResponses(response: object): void;
}

export const createServers = (options: ServerOptions): Servers => {
  const instruments = new ServerInstruments(options);
  return {
    patch: (server, scheme) => patchEmit(server, announcing(instruments, scheme)),
    patchResponses: (response) => patchEmit(response, answering(instruments)),
  };
};
