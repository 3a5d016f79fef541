/**
 * Waits for the first read of a global that a library looks for, whatever way the library itself was loaded.
 * Whoever sets the global meanwhile wins.
 *
 * @param before called once, before the first read is answered; may set the global itself
 */
export const watchGlobal = (name: string, before: () => void): void => {
  if (name in globalThis) return;
  const set = (value: unknown): void => {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: true });
  };
  Object.defineProperty(globalThis, name, {
    configurable: true,
    enumerable: false,
    set,
    get: () => {
      Reflect.deleteProperty(globalThis, name);
      before();
      return Reflect.get(globalThis, name);
    },
  });
};
