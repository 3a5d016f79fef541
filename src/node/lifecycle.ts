import { hurry } from './exporters/hurry.ts';

/** What can be flushed and ended: the providers of the three signals. */
export interface Provider {
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

interface Running {
  readonly providers: readonly Provider[];
  readonly timeoutMillis: number;
  ended: Promise<boolean> | undefined;
}

/** Kept on the process, so that two copies of this package in one program share it. */
const KEY = Symbol.for('binnacle.running');
const holder = globalThis as { [KEY]?: Running };

/** Waits for the work, but not longer than it may take; whether it was done in time. */
const settled = async (work: readonly Promise<void>[], timeoutMillis: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, timeoutMillis, false);
  });
  const done = await Promise.race([Promise.allSettled(work).then(() => true), timeout]);
  clearTimeout(timer);
  return done;
};

/** Whether Binnacle runs in this process already. */
export const isRunning = (): boolean => holder[KEY] !== undefined;

/** Sends what waits now. Never throws; takes at most `BINNACLE_SHUTDOWN_TIMEOUT`. */
export const flush = async (): Promise<void> => {
  const running = holder[KEY];
  if (!running) return;
  const work = running.providers.map((provider) => provider.forceFlush());
  await settled(work, running.timeoutMillis);
};

/** Whether the rest could be sent in time. A second call waits for the first. */
const end = async (running: Running): Promise<boolean> => {
  hurry(running.timeoutMillis);
  running.ended ??= settled(
    running.providers.map((provider) => provider.shutdown()),
    running.timeoutMillis,
  );
  return running.ended;
};

/** Sends what waits and ends. Never throws; takes at most `BINNACLE_SHUTDOWN_TIMEOUT`. */
export const shutdown = async (): Promise<void> => {
  const running = holder[KEY];
  if (running) await end(running);
};

interface SignalExit {
  readonly count?: number;
}
const SIGNAL_EXIT_4 = Symbol.for('signal-exit emitter');

/**
 * Listeners of the widely used package signal-exit. They end the process where nobody else listens, so they must not
 * be taken for a handler that will. Versions 3 and 4 keep their number where every copy finds it.
 */
const signalExitListeners = (): number => {
  const { __signal_exit_emitter__: three } = process as { __signal_exit_emitter__?: SignalExit };
  const { [SIGNAL_EXIT_4]: four } = globalThis as { [SIGNAL_EXIT_4]?: SignalExit };
  return (three?.count ?? 0) + (four?.count ?? 0);
};

/**
 * Ends with the process. A signal that the application does not handle ends it as it would without Binnacle, only
 * after the rest was sent; where the application has a handler of its own, it decides, and the rest is sent meanwhile.
 */
export const startLifecycle = (providers: readonly Provider[], timeoutMillis: number): void => {
  const running: Running = { providers, timeoutMillis, ended: undefined };
  holder[KEY] = running;
  process.on('beforeExit', () => {
    if (running.ended) return;
    void end(running).then((inTime) => {
      // What is left in the event loop is an export that hangs, and that must not keep the process.
      if (!inTime) process.exit();
    });
  });
  for (const signal of SIGNALS) {
    const onSignal = (): void => {
      if (process.listenerCount(signal) - signalExitListeners() > 1) {
        hurry(timeoutMillis);
        void flush();
        return;
      }
      void end(running).then(() => {
        process.removeListener(signal, onSignal);
        process.kill(process.pid, signal);
      });
    };
    process.on(signal, onSignal);
  }
};
