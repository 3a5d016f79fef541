import { type Attributes, context } from '@opentelemetry/api';
import { getRPCMetadata, RPCType } from '@opentelemetry/core';

/** What the HTTP instrumentation may keep with a request: it records an error once. */
interface Failing {
  fail(error: unknown): void;
}

const isFailing = (value: object): value is Failing => 'fail' in value && typeof value.fail === 'function';

/** Errors that were recorded; one passes through layers that each tell of it. */
const recorded = new WeakSet<Error>();

/** The request that is being answered; undefined outside of one, or where it is not traced. */
const requestAtHand = () => {
  const metadata = getRPCMetadata(context.active());
  return metadata?.type === RPCType.HTTP ? metadata : undefined;
};

/**
 * Says which route answers the request at hand: `http.route` and the name of its span.
 *
 * @param route as the application wrote it, `/users/:id`; nothing takes back what was said
 */
export const setRoute = (route: string | RegExp | undefined): void => {
  const request = requestAtHand();
  if (!request) return;
  if (route) request.route = String(route);
  else delete request.route;
};

/** Puts attributes on the span of the request at hand. */
export const describeRequest = (attributes: Attributes): void => {
  requestAtHand()?.span.setAttributes(attributes);
};

const statusOf = (error: Error): unknown => {
  const { status, statusCode } = error as { readonly status?: unknown; readonly statusCode?: unknown };
  return status ?? statusCode;
};

/** An error that is the answer to a bad request, as `http-errors` and its like make them, is none of the server. */
export const isClientError = (error: Error): boolean => {
  const status = statusOf(error);
  return typeof status === 'number' && status >= 400 && status < 500;
};

/** Records an error on the span of the request at hand, once. */
export const recordError = (error: unknown): void => {
  if (!(error instanceof Error) || isClientError(error) || recorded.has(error)) return;
  const request = requestAtHand();
  if (!request) return;
  recorded.add(error);
  if (isFailing(request)) request.fail(error);
  else request.span.recordException(error);
};
