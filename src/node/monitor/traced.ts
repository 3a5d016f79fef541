import type { Attributes } from '@opentelemetry/api';
import { keepFace } from './monitor.ts';
import { observerOf } from './observe.ts';

export interface TracedOptions {
  /** Of the span; `Class.method` unless it is said. */
  readonly name?: string;
  readonly attributes?: Attributes;
}

type Method<This, Args extends unknown[], Result> = (this: This, ...args: Args) => Result;

const classNameOf = (self: unknown, isStatic: boolean): string => {
  try {
    const of = isStatic ? self : (self as object | undefined)?.constructor;
    const name: unknown = (of as { readonly name?: unknown } | undefined)?.name;
    return typeof name === 'string' ? name : '';
  } catch {
    return '';
  }
};

/**
 * A decorator of methods, of the standard that TypeScript has from version 5 on: a span around each call and an exact
 * measurement. For private and static methods, asynchronous ones and generators; they keep their name and length.
 *
 * @example class Basket { \@traced() async price() { … } }
 * @throws TypeError for what is no method, and under `experimentalDecorators`, where `monitor()` does the same
 */
export const traced =
  ({ name, attributes = {} }: TracedOptions = {}) =>
  <This, Args extends unknown[], Result>(
    method: Method<This, Args, Result>,
    context: ClassMethodDecoratorContext<This, Method<This, Args, Result>>,
  ): Method<This, Args, Result> => {
    if (typeof context !== 'object' || context?.kind !== 'method')
      throw new TypeError(
        '@traced() is for methods, as a standard decorator: take experimentalDecorators out of tsconfig.json, or use monitor()',
      );
    const observe = observerOf(method);
    const own = String(context.name);
    const nameFor = (self: unknown): string => {
      const className = classNameOf(self, context.static);
      return className === '' ? own : `${className}.${own}`;
    };
    const wrapped = function (this: This, ...args: Args): Result {
      return observe(name ?? nameFor(this), attributes, () => method.apply(this, args));
    };
    keepFace(wrapped, method);
    return wrapped;
  };
