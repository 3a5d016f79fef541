/** What can be flushed and ended: the providers of the three signals. */
export interface Provider {
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

interface Running {
  readonly providers: readonly Provider[];
  readonly timeoutMillis: number;
  ended: Promise<void> | undefined;
}

/** Kept on the process, so that two copies of this package in one program share it. */
const KEY = Symbol.for('binnacle.running');
const holder = globalThis as { [KEY]?: Running };

const settled = async (work: readonly Promise<void>[], timeoutMillis: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMillis);
  });
  await Promise.race([Promise.allSettled(work), timeout]);
  clearTimeout(timer);
};

/** Whether Binnacle runs in this process already. */
export const isRunning = (): boolean => holder[KEY] !== undefined;

/** Sends what waits now. Never throws; takes at most `BINNACLE_SHUTDOWN_TIMEOUT`. */
export const flush = async (): Promise<void> => {
  const running = holder[KEY];
  if (running)
    await settled(
      running.providers.map((provider) => provider.forceFlush()),
      running.timeoutMillis,
    );
};

/** Sends what waits and ends. Never throws; takes at most `BINNACLE_SHUTDOWN_TIMEOUT`. A second call waits for the first. */
export const shutdown = async (): Promise<void> => {
  const running = holder[KEY];
  if (!running) return;
  running.ended ??= settled(
    running.providers.map((provider) => provider.shutdown()),
    running.timeoutMillis,
  );
  await running.ended;
};

/**
 * Ends with the process. A signal that the application does not handle ends it as it would without Binnacle, only
 * after the rest was sent; where the application has a handler of its own, it decides, and the rest is sent meanwhile.
 */
export const startLifecycle = (providers: readonly Provider[], timeoutMillis: number): void => {
  holder[KEY] = { providers, timeoutMillis, ended: undefined };
  let exiting = false;
  process.on('beforeExit', () => {
    if (exiting) return;
    exiting = true;
    // The event loop is empty but for an export that hangs, and that must not keep the process.
    void shutdown().then(() => process.exit());
  });
  for (const signal of SIGNALS) {
    const onSignal = (): void => {
      if (process.listenerCount(signal) > 1) {
        void flush();
        return;
      }
      void shutdown().then(() => {
        process.removeListener(signal, onSignal);
        process.kill(process.pid, signal);
      });
    };
    process.on(signal, onSignal);
  }
};
