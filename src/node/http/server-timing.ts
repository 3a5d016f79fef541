import type { SpanContext } from '@opentelemetry/api';

/** The context of a span as a metric of a page's load: https://www.w3.org/TR/server-timing/ */
export const serverTimingOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `traceparent;desc="00-${traceId}-${spanId}-${(traceFlags & 0xff).toString(16).padStart(2, '0')}"`;
