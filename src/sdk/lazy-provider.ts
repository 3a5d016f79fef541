/** What can be flushed and ended. */
export interface EndingProvider {
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

/** What a provider gives, for a name; there as soon as the provider is. */
interface LazyPart<P> {
  current(): P | undefined;
  /** Makes the provider, unless it has been ended before: then the part that does nothing. */
  made(): P;
}

/** A provider that is made when it is first needed. */
export interface LazyProvider<T extends EndingProvider> extends EndingProvider {
  /** Undefined as long as it is not needed. */
  current(): T | undefined;
  /** Makes it, unless it has been ended before. */
  made(): T | undefined;
  /** @param none for a provider that was ended before it was made */
  part<P>(take: (provider: T) => P, none: () => P): LazyPart<P>;
}

export const createLazyProvider = <T extends EndingProvider>(create: () => T): LazyProvider<T> => {
  let provider: T | undefined;
  let isEnded = false;
  const uses: ((provider: T) => void)[] = [];
  const made = (): T | undefined => {
    if (provider || isEnded) return provider;
    provider = create();
    for (const use of uses.splice(0)) use(provider);
    return provider;
  };
  return {
    current: () => provider,
    made,
    part: <P>(take: (provider: T) => P, none: () => P): LazyPart<P> => {
      let part: P | undefined;
      // A provider that has ended gives none without a warning, so each is taken while it may be.
      const use = (of: T): void => {
        part = take(of);
      };
      if (provider) use(provider);
      else uses.push(use);
      return {
        current: () => part,
        made: () => {
          made();
          return part ?? none();
        },
      };
    },
    forceFlush: async () => provider?.forceFlush(),
    shutdown: async () => {
      isEnded = true;
      await provider?.shutdown();
    },
  };
};
