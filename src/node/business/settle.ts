/** The `then` of a promise, whoever made it: another realm, a library, a query that only starts when it is asked. */
const thenOf = (value: unknown): PromiseLike<unknown>['then'] | undefined => {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return undefined;
  try {
    const { then } = value as { readonly then?: unknown };
    return typeof then === 'function' ? (then as PromiseLike<unknown>['then']) : undefined;
  } catch {
    return undefined;
  }
};

/** Whether `await` would wait for it. */
export const isPromiseLike = (value: unknown): value is PromiseLike<unknown> => thenOf(value) !== undefined;

/**
 * Runs work that may be asynchronous; `done` hears once how it went.
 *
 * Whatever can be awaited is answered as a promise that has adopted it, as an asynchronous function would answer. Its
 * `then` is called here, at once and once: a query of Prisma, Knex or Mongoose starts when it is called, one of Knex
 * each time anew, and one of Mongoose refuses the second time.
 */
export const settle = <T>(work: () => T, done: (error?: { readonly thrown: unknown }) => void): T => {
  let result: T;
  try {
    result = work();
  } catch (thrown) {
    done({ thrown });
    throw thrown;
  }
  const then = thenOf(result);
  if (!then) {
    done();
    return result;
  }
  const promise =
    result instanceof Promise
      ? result
      : new Promise<unknown>((resolve, reject) => {
          then.call(result, resolve, reject);
        });
  return promise.then(
    (value) => {
      done();
      return value;
    },
    (thrown: unknown) => {
      done({ thrown });
      throw thrown;
    },
  ) as T;
};
