import type { Attributes } from '@opentelemetry/api';
import { observerOf } from './observe.ts';

// biome-ignore lint/suspicious/noExplicitAny: any function at all
type AnyFunction = (this: any, ...args: any[]) => unknown;

/** Frameworks look at the length of a function, and people at its name. */
export const keepFace = (wrapped: AnyFunction, fn: AnyFunction): void => {
  Object.defineProperty(wrapped, 'name', { value: fn.name, configurable: true });
  Object.defineProperty(wrapped, 'length', { value: fn.length, configurable: true });
};

/**
 * The same function, synchronous, asynchronous or a generator, with a span around each call and an exact measurement:
 * how often, how long, with which errors. It keeps its name, its length and its `this`.
 *
 * @param name of few kinds, such as `price basket`
 */
export const monitor = <F extends AnyFunction>(
  name: string,
  fn: F,
  { attributes = {} }: { readonly attributes?: Attributes } = {},
): F => {
  if (typeof fn !== 'function')
    throw new TypeError(`monitor(${JSON.stringify(name)}, …): expected a function`);
  const observe = observerOf(fn);
  const wrapped: AnyFunction = function (...args) {
    return observe(name, attributes, () => fn.apply(this, args));
  };
  keepFace(wrapped, fn);
  return wrapped as F;
};
