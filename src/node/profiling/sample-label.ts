import { type Context, isSpanContextValid, type SpanContext, TraceFlags, trace } from '@opentelemetry/api';
import { getRPCMetadata, type RPCMetadata, RPCType } from '@opentelemetry/core';
import { LABELS } from '../../core/profiling/profile.ts';
import { type Endpoint, RequestEndpoint } from '../http/request-endpoint.ts';
import { RequestState } from '../http/request-state.ts';

/**
 * What a sample will tell of where it was taken. The profiler keeps it until the garbage collector has seen that
 * nothing runs there any more, and with it all that it leads to: neither the context nor its request, which would be
 * copied by each collection.
 */
export interface Label {
  readonly span: SpanContext | undefined;
  readonly endpoint: Endpoint | undefined;
}

/** The same one each time. What others keep with a request is taken as it is: nobody says when it is answered. */
const endpointOf = (request: RPCMetadata): Endpoint => {
  if (!(request instanceof RequestState)) return request;
  if (!request.endpoint) {
    request.endpoint = new RequestEndpoint(request);
    if (request.ended) request.endpoint.settle();
  }
  return request.endpoint;
};

/**
 * The label of a context; undefined where a sample of it has nothing to tell.
 *
 * @param now the one that is set: one more is worth a microsecond
 */
export const labelOf = (context: Context, now: Label | undefined): Label | undefined | 'same' => {
  const span = trace.getSpan(context)?.spanContext();
  const metadata = getRPCMetadata(context);
  const endpoint = metadata?.type === RPCType.HTTP ? endpointOf(metadata) : undefined;
  if (span === now?.span && endpoint === now?.endpoint) return 'same';
  return span || endpoint ? { span, endpoint } : undefined;
};

/** As a profile has it, when the route is known. A trace that is not recorded leads nowhere. */
export const tellLabel = (label: Label | undefined): Record<string, string> => {
  const told: Record<string, string> = {};
  const { span, endpoint } = label ?? {};
  if (span && isSpanContextValid(span) && span.traceFlags & TraceFlags.SAMPLED) {
    told[LABELS.traceId] = span.traceId;
    told[LABELS.spanId] = span.spanId;
  }
  if (endpoint?.route) told[LABELS.route] = endpoint.route;
  return told;
};
