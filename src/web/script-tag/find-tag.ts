/**
 * The tag that this script came from. The browser says it while a classic script runs; a module and a copy that was
 * put there later are looked for by the name of the file. Undefined in a worker, and where none has that name.
 */
export const findTag = (): HTMLScriptElement | undefined => {
  try {
    // An image of that name would be found in its place, and its address is not one to load code from.
    const { currentScript } = document;
    if (currentScript instanceof HTMLScriptElement) return currentScript;
    return document.querySelector<HTMLScriptElement>('script[src*="binnacle-web"]') ?? undefined;
  } catch {
    return undefined;
  }
};
