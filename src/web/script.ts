// For a script tag: starts by itself, and leaves one global, `binnacle`, which is the handle.
import { start } from './all.ts';
import type { WebHandle } from './start.ts';

declare global {
  var binnacle: WebHandle | undefined;
}

// A tag that is there twice is one. An element with this id is found under the name too, and is no handle.
if (!globalThis.binnacle?.stop) {
  const { service, endpoint, apiKey } = document.currentScript?.dataset ?? {};
  globalThis.binnacle = start({
    ...(service && { service }),
    ...(endpoint && { endpoint }),
    ...(apiKey && { apiKey }),
  });
}
