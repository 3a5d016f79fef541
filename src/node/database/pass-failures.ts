import { withFailure } from './failure.ts';

type AnyFunction = (...args: unknown[]) => unknown;

/**
 * Lets spans see an error of which an instrumentation passes on only the message. Replaces a method that gets or
 * gives the function that is called with the error first; where the method is not what it was, nothing is changed.
 *
 * @param wrap makes of the method one that uses `telling` for that function
 */
export const passFailures = <T extends object>(
  instrumentation: T,
  method: string,
  wrap: (original: AnyFunction, telling: (called: AnyFunction) => AnyFunction) => AnyFunction,
): T => {
  const original: unknown = Reflect.get(instrumentation, method);
  if (typeof original !== 'function') return instrumentation;
  const telling = (called: AnyFunction): AnyFunction =>
    function (this: unknown, ...args) {
      return withFailure(args[0], () => called.apply(this, args));
    };
  Reflect.set(instrumentation, method, wrap(original.bind(instrumentation) as AnyFunction, telling));
  return instrumentation;
};
