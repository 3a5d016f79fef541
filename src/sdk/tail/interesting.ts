import { SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

/** https://opentelemetry.io/docs/specs/semconv/http/http-spans/ */
const STATUS_CODE = 'http.response.status_code';

/** An error, or an answer of a server that failed; the Collector's policies of the presets say the same. */
export const hasFailed = ({ status, attributes }: ReadableSpan): boolean => {
  if (status.code === SpanStatusCode.ERROR) return true;
  const code = attributes[STATUS_CODE];
  return typeof code === 'number' && code >= 500 && code <= 599;
};

/** Whether the span is where this process entered the trace. */
export const isLocalRoot = ({ parentSpanContext }: ReadableSpan): boolean =>
  parentSpanContext === undefined || parentSpanContext.isRemote === true;

export const isSlower = ({ duration: [seconds, nanos] }: ReadableSpan, millis: number): boolean =>
  seconds * 1_000 + nanos / 1_000_000 > millis;
