/** A function that never throws into the page. */
export const guard =
  <A extends unknown[], R>(fn: (...args: A) => R): ((...args: A) => R | undefined) =>
  (...args) => {
    try {
      return fn(...args);
    } catch {
      // The page is not to hear of it.
    }
    return undefined;
  };
