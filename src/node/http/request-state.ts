import type { Context, Span } from '@opentelemetry/api';
import { type RPCMetadata, RPCType } from '@opentelemetry/core';
import type { RequestOperations } from '../insight/request-operations.ts';
import { isClientError } from '../request-span.ts';
import type { RequestEndpoint } from './request-endpoint.ts';

/**
 * What is known of a request while it is answered. It is the metadata of the request's context too, so that whoever
 * knows the route can say it there.
 */
export class RequestState implements RPCMetadata {
  readonly type = RPCType.HTTP;
  readonly span: Span;
  readonly startMillis: number;
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** The context of the request's listeners. */
  context: Context;
  route?: string;
  /** What routers that the request is inside of were mounted at. */
  prefix = '';
  /** The last error that was recorded; it passes through every layer after the one that threw it. */
  lastError: unknown;
  ended = false;
  /** Is called before the span ends, when the route is known. */
  beforeEnd: ((request: RequestState) => void) | undefined;
  /** What it asks its databases and other services, where somebody looks at that. */
  operations: RequestOperations | undefined;
  /** Where somebody keeps its route for longer than the request. */
  endpoint: RequestEndpoint | undefined;

  constructor(span: Span, context: Context, method: string, scheme: 'http' | 'https') {
    this.startMillis = performance.now();
    this.span = span;
    this.context = context;
    this.method = method;
    this.scheme = scheme;
  }

  /** Records an error once. */
  fail(error: unknown): void {
    if (!(error instanceof Error) || error === this.lastError || isClientError(error)) return;
    this.lastError = error;
    if (!this.ended) this.span.recordException(error);
  }
}

/** Where messages of `node:http` keep what listeners of them run in. */
export const STATE = Symbol('binnacle.request');

/** A message of a request that is served. */
export interface ServedMessage {
  [STATE]?: RequestState | undefined;
}

/** What is known of a request that `node:http` serves; undefined for any other object. */
export const requestStateOf = (message: object): RequestState | undefined => {
  const state = (message as ServedMessage)[STATE];
  return state instanceof RequestState ? state : undefined;
};
