import { type Exception, type Span, SpanStatusCode } from '@opentelemetry/api';
import { describeFault } from '../core/errors/fault.ts';

/** What was thrown, where it can be read; else what can be read of it. */
const readable = (thrown: unknown): { readonly exception: Exception; readonly message?: string } => {
  try {
    if (!(thrown instanceof Error)) return { exception: String(thrown) };
    const { message, stack, name, code } = thrown as NodeJS.ErrnoException;
    // Whoever reads them later finds the same.
    if ([message, stack, name].every((text) => typeof text === 'string') && typeof code !== 'object')
      return { exception: thrown, message };
  } catch {
    // Its getters throw, or it is no object that anybody can look at.
  }
  const { type: name, message, stack = '', code } = describeFault(thrown);
  return { exception: { name, message, stack, ...(code !== undefined && { code }) }, message };
};

/** Tells on a span what was thrown, and that it failed. Never throws, whatever was thrown. */
export const markFailed = (span: Span, thrown: unknown): void => {
  const { exception, message } = readable(thrown);
  span.recordException(exception);
  span.setStatus({ code: SpanStatusCode.ERROR, ...(message !== undefined && { message }) });
};
