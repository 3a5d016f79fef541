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
      span.setStatus({ code: STATUS_ERROR }).end();
      throw error;
    };
    const done = <R>(value: R): R => {
      span.end();
      return value;
    };
    try {
      const result = fn(span);
      return typeof (result as PromiseLike<unknown> | undefined)?.then === 'function'
        ? ((result as PromiseLike<unknown>).then(done, fail) as T)
        : done(result);
    } catch (error) {
      return fail(error);
    }
  });
