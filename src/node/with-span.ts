import { type Span, type SpanOptions, trace } from '@opentelemetry/api';
import { VERSION } from '../core/version.ts';
import { settle } from './business/settle.ts';
import { markFailed } from './mark-failed.ts';

/**
 * Runs a function, synchronous or not, in a span of its own. What it throws ends the span with an error and is
 * thrown on. Whatever can be awaited is started in the span, and answered as a promise.
 *
 * @param name low in variety, such as `price basket`; details belong into attributes
 */
export const withSpan = <T>(name: string, fn: (span: Span) => T, options: SpanOptions = {}): T =>
  trace.getTracer('binnacle', VERSION).startActiveSpan(name, options, (span) =>
    settle(
      () => fn(span),
      (error) => {
        if (error) markFailed(span, error.thrown);
        span.end();
      },
    ),
  );
