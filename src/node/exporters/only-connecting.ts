/**
 * What the system does when it looks a name up and connects. Unlike a connection it keeps the program while it is
 * under way, and cannot be told not to.
 */
const CONNECTING: ReadonlySet<string> = new Set(['GetAddrInfoReqWrap', 'ConnectWrap']);

/** Standard output and error are listed among what keeps the program, though they do not. */
const OUTPUT: ReadonlySet<string> = new Set(['PipeWrap', 'TTYWrap']);

/** How often to look, in milliseconds. */
const INTERVAL_MILLIS = 50;

/** How much keeps the program beside connections that are being made and its output. */
export const countKeepers = (): number =>
  process.getActiveResourcesInfo().filter((name) => !CONNECTING.has(name) && !OUTPUT.has(name)).length;

/**
 * Looks from time to time whether nothing keeps the program but connections that are being made.
 *
 * @param then is called once that is so
 * @param idle what `countKeepers` gives where nothing does
 * @returns stops looking
 */
export const whenOnlyConnecting = (then: () => void, idle = 0): (() => void) => {
  const stop = (): void => clearInterval(timer);
  const timer = setInterval(() => {
    if (countKeepers() > idle) return;
    stop();
    then();
  }, INTERVAL_MILLIS).unref();
  return stop;
};
