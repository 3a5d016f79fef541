import { withFailure } from './failure.ts';

// biome-ignore lint/suspicious/noExplicitAny: methods of other packages, which their types keep private
export type AnyFunction = (this: any, ...args: any[]) => any;

/**
 * Replaces a method of one instrumentation. Where it is no longer there, nothing is changed: the instrumentation goes
 * on without what the replacement adds.
 */
export const replaceMethod = <T extends object>(
  instrumentation: T,
  method: string,
  replacement: (original: AnyFunction) => AnyFunction,
): T => {
  const original: unknown = Reflect.get(instrumentation, method);
  if (typeof original === 'function')
    Reflect.set(instrumentation, method, replacement(original.bind(instrumentation) as AnyFunction));
  return instrumentation;
};

/** For functions that are called with an error first: spans that end meanwhile may look at it. */
export const telling = (called: AnyFunction): AnyFunction =>
  function (...args) {
    return withFailure(args[0], () => called.apply(this, args));
  };

/**
 * For functions that send a command: one that waited for a connection is sent once more, by the same function, and
 * is still the same operation.
 *
 * @param traced makes the span and sends
 * @param original only sends
 */
export const tracedOnce = (traced: AnyFunction, original: AnyFunction): AnyFunction => {
  const seen = new WeakSet<object>();
  return function (...args) {
    const command: unknown = args[0];
    if (typeof command !== 'object' || command === null) return traced.apply(this, args);
    if (seen.has(command)) return original.apply(this, args);
    seen.add(command);
    return traced.apply(this, args);
  };
};
