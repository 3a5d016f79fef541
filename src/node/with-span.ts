import { type Span, type SpanOptions, trace } from '@opentelemetry/api';
import { VERSION } from '../core/version.ts';
import { markFailed } from './mark-failed.ts';

/**
 * Runs a function, synchronous or not, in a span of its own. What it throws ends the span with an error and is
 * thrown on.
 *
 * @param name low in variety, such as `price basket`; details belong into attributes
 */
export const withSpan = <T>(name: string, fn: (span: Span) => T, options: SpanOptions = {}): T =>
  trace.getTracer('binnacle', VERSION).startActiveSpan(name, options, (span) => {
    try {
      const result = fn(span);
      if (!(result instanceof Promise)) {
        span.end();
        return result;
      }
      return result
        .catch((error: unknown) => {
          markFailed(span, error);
          throw error;
        })
        .finally(() => span.end()) as T;
    } catch (error) {
      markFailed(span, error);
      span.end();
      throw error;
    }
  });
