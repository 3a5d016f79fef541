const isPromise = (value: unknown): value is Promise<unknown> => value instanceof Promise;

/** Runs work that may be asynchronous; `done` hears once how it went. */
export const settle = <T>(work: () => T, done: (error?: { readonly thrown: unknown }) => void): T => {
  let result: T;
  try {
    result = work();
  } catch (thrown) {
    done({ thrown });
    throw thrown;
  }
  if (!isPromise(result)) {
    done();
    return result;
  }
  return result.then(
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
