/** What can be flushed and ended. */
export interface EndingProvider {
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

/** A provider that is made when it is first needed. */
export interface LazyProvider<T extends EndingProvider> extends EndingProvider {
  /** Undefined as long as it is not needed. */
  current(): T | undefined;
  /** Makes it, unless it has been ended before. */
  made(): T | undefined;
  /** Once it is made, which may be never. */
  whenMade(use: (provider: T) => void): void;
}

export const createLazyProvider = <T extends EndingProvider>(create: () => T): LazyProvider<T> => {
  let provider: T | undefined;
  let isEnded = false;
  const uses: ((provider: T) => void)[] = [];
  return {
    current: () => provider,
    made: () => {
      if (provider || isEnded) return provider;
      provider = create();
      for (const use of uses.splice(0)) use(provider);
      return provider;
    },
    whenMade: (use) => {
      if (provider) use(provider);
      else uses.push(use);
    },
    forceFlush: async () => provider?.forceFlush(),
    shutdown: async () => {
      isEnded = true;
      await provider?.shutdown();
    },
  };
};
