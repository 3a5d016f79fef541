import type { SpanContext } from '@opentelemetry/api';

/** https://www.w3.org/TR/trace-context/#traceparent-header */
export const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-0${traceFlags & 1}`;

/** The context of a sampled span elsewhere; one that is not sampled is nothing to join. */
export const parseTraceparent = (text = ''): SpanContext | undefined => {
  const [, traceId, spanId] = /^00-([\da-f]{32})-([\da-f]{16})-[\da-f][13579bdf]$/.exec(text) ?? [];
  return traceId ? { traceId, spanId: spanId as string, traceFlags: 1, isRemote: true } : undefined;
};
