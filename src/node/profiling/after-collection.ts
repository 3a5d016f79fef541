import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';

/** https://nodejs.org/api/perf_hooks.html#garbage-collection-gc-details */
interface CollectionEntry extends PerformanceEntry {
  readonly detail?: { readonly kind?: number };
}

/** Calls back after each full collection that V8 does by itself; the answer ends it. */
export const watchCollections = (onFull: () => void): (() => void) => {
  const observer = new PerformanceObserver((list) => {
    const isFull = list
      .getEntries()
      .some((entry) => (entry as CollectionEntry).detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR);
    if (isFull) onFull();
  });
  observer.observe({ entryTypes: ['gc'] });
  return () => observer.disconnect();
};

/** Work that is best done when garbage was just collected, and is done without that where none is for long. */
export interface AfterCollection {
  /** Asks for it; who has asked already is not heard. */
  ask(): void;
  stop(): void;
}

export const createAfterCollection = (work: () => void, mostMillis: number): AfterCollection => {
  let end: (() => void) | undefined;
  const stop = (): void => {
    end?.();
    end = undefined;
  };
  const done = (): void => {
    if (!end) return;
    stop();
    work();
  };
  return {
    ask: () => {
      if (end) return;
      const endWatch = watchCollections(done);
      const timer = setTimeout(done, mostMillis).unref();
      end = () => {
        endWatch();
        clearTimeout(timer);
      };
    },
    stop,
  };
};
