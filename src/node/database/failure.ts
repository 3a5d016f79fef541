import type { Exception } from '@opentelemetry/api';
import type { ErrorLike } from './rules.ts';

/**
 * The error that an instrumentation is just being told of. Some pass on only its message, in the same call stack.
 */
let current: ErrorLike | undefined;

const isErrorLike = (value: unknown): value is ErrorLike => typeof value === 'object' && value !== null;

/** Does the work while spans that end may look at the error. */
export const withFailure = <T>(error: unknown, work: () => T): T => {
  const before = current;
  current = isErrorLike(error) ? error : undefined;
  try {
    return work();
  } finally {
    current = before;
  }
};

/** Answers once, to the span that it is meant for. */
export const takeFailure = (): ErrorLike | undefined => {
  const taken = current;
  current = undefined;
  return taken;
};

/** What is known of an exception that a span is told of, which may be a text: `… (code: 42703)`. */
export const failureOf = (exception: Exception): ErrorLike => {
  if (typeof exception === 'object') return exception;
  const code = /\(code: (\w{1,40})\)/.exec(exception)?.[1];
  return { message: exception, code: code === 'UNKNOWN' ? undefined : code };
};

/** `error.type`: a code of the system or the client, else the error's class. https://opentelemetry.io/docs/specs/semconv/attributes-registry/error/ */
export const errorTypeOf = ({ code, name }: ErrorLike): string => {
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_-]{2,60}$/.test(code)) return code;
  return typeof name === 'string' && name !== 'Error' && /^\w{1,60}$/.test(name) ? name : '_OTHER';
};
