// What of a trace counts as a request, to what it belongs, and whether it went well.
import { type Attributes, type Resource, SPAN_KIND, type Span, STATUS_ERROR } from '../otlp/model.ts';

const NANOS_PER_MILLI = 1e6;

const textIn = (attributes: Attributes, key: string): string | undefined => {
  const value = attributes.get(key);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

export const serviceOf = ({ attributes }: Resource): string =>
  textIn(attributes, 'service.name') ?? 'unknown_service';

/** Where work comes into a service: a span that serves or consumes, or begins a trace. */
export const isRequest = ({ kind, parentSpanId }: Span): boolean =>
  kind === SPAN_KIND.server || kind === SPAN_KIND.consumer || parentSpanId === '';

/** The route of HTTP with its method, the method of an RPC, or the name of the span. */
export const routeOf = ({ attributes, name }: Span): string => {
  const route = textIn(attributes, 'http.route');
  if (route !== undefined) {
    const method = textIn(attributes, 'http.request.method') ?? textIn(attributes, 'http.method');
    return method === undefined ? route : `${method} ${route}`;
  }
  const rpcMethod = textIn(attributes, 'rpc.method');
  if (rpcMethod === undefined) return name;
  const rpcService = textIn(attributes, 'rpc.service');
  return rpcService === undefined ? rpcMethod : `${rpcService}/${rpcMethod}`;
};

export const isError = ({ statusCode }: Span): boolean => statusCode === STATUS_ERROR;

export const durationMillis = ({ start, end }: Span): number =>
  end > start ? Number(end - start) / NANOS_PER_MILLI : 0;
