import type { Attributes, Span, Tracer } from '@opentelemetry/api';

/** `SpanStatusCode.ERROR` of the API. */
const STATUS_ERROR = 2;

/** Runs `fn` in a span that ends when it, or the promise it returns, does. */
export const transactionOf = <T>(
  tracer: Tracer,
  name: string,
  fn: (span: Span) => T,
  attributes: Attributes = {},
): T =>
  tracer.startActiveSpan(name, { attributes }, (span) => {
    const fail = (error: unknown): never => {
      span.recordException(error as Error);
      span.setStatus({ code: STATUS_ERROR });
      span.end();
      throw error;
    };
    try {
      const result = fn(span);
      if (typeof (result as PromiseLike<unknown> | undefined)?.then === 'function')
        return (result as PromiseLike<unknown>).then((value) => {
          span.end();
          return value;
        }, fail) as T;
      span.end();
      return result;
    } catch (error) {
      return fail(error);
    }
  });
