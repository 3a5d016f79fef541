/**
 * Calls of an API into the SDK that must never throw into the application, whatever the application passes: a value
 * whose getter throws is looked at by the SDK, and not where the application would expect an error.
 */

type Method = (this: unknown, ...args: never[]) => unknown;

/** Told what threw in which method. */
export type OnFault = (method: string, error: unknown) => void;

/**
 * Replaces methods of an object by ones that do not throw.
 *
 * @param fallback what they return instead, made of the object
 */
export const guardMethods = <T extends object>(
  target: T,
  names: readonly (keyof T & string)[],
  onFault: OnFault,
  fallback: (target: unknown) => unknown = () => undefined,
): T => {
  for (const name of names) {
    const original = target[name] as Method;
    const guarded: Method = function (...args) {
      try {
        return original.apply(this, args);
      } catch (error) {
        onFault(name, error);
        return fallback(this);
      }
    };
    Object.defineProperty(target, name, { value: guarded, writable: true, configurable: true });
  }
  return target;
};

/** Guards each thing that a provider gives out, once. */
export const guardGiven = <P extends object, K extends keyof P & string, T extends object>(
  provider: P,
  getter: K,
  guard: (given: T) => void,
): P => {
  const guarded = new WeakSet<T>();
  const get = (provider[getter] as (...args: unknown[]) => T).bind(provider);
  const getting = (...args: unknown[]): T => {
    const given = get(...args);
    if (!guarded.has(given)) {
      guarded.add(given);
      guard(given);
    }
    return given;
  };
  return Object.defineProperty(provider, getter, { value: getting });
};
