import { business } from './business/business.ts';
import type { ErrorSettings } from './errors/note-error.ts';
import { watchEnd } from './exit/watch-end.ts';
import { hurry } from './exporters/hurry.ts';
import type { LoadChunk } from './load-chunk.ts';

/** What can be flushed and ended: the providers of the three signals. */
export interface Provider {
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

interface Running {
  readonly providers: readonly Provider[];
  readonly timeoutMillis: number;
  ended: Promise<void> | undefined;
}

/** Kept on the process, so that two copies of this package in one program share it. */
const KEY = Symbol.for('binnacle.running');
const holder = globalThis as { [KEY]?: Running };

/** Waits for the work, but not longer than it may take. Keeps the process meanwhile, unless it `mayEnd`. */
const settled = async (
  work: readonly Promise<void>[],
  timeoutMillis: number,
  mayEnd = false,
): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMillis);
    if (mayEnd) timer.unref();
  });
  await Promise.race([Promise.allSettled(work), timeout]);
  clearTimeout(timer);
};

const flushWithin = async ({ providers, ended }: Running, millis: number, mayEnd = false): Promise<void> => {
  // After its end a provider only complains.
  const work = ended ? [ended] : providers.map((provider) => provider.forceFlush());
  await settled(work, millis, mayEnd);
};

/** Whether Binnacle runs in this process already. */
export const isRunning = (): boolean => holder[KEY] !== undefined;

/** Whether the application has ended telemetry already. */
export const isShutDown = (): boolean => holder[KEY]?.ended !== undefined;

/** What transactions have still to hear from their store comes first: it becomes metrics and spans. */
const storeAnswered = async (timeoutMillis: number): Promise<void> => {
  const work = business()?.stored?.settled();
  if (work) await settled([work], timeoutMillis / 2);
};

/** Of the time that the end may be delayed, some goes to a thread that starts and to timers that are late. */
const ENDING_MILLIS = 60;
const sendingMillis = (delayMillis: number): number =>
  Math.max(delayMillis - ENDING_MILLIS, delayMillis * 0.8);

/** Sends what waits now. Never throws; takes at most `BINNACLE_SHUTDOWN_TIMEOUT`. */
export const flush = async (): Promise<void> => {
  const running = holder[KEY];
  if (!running) return;
  if (business()?.stored && !running.ended) await storeAnswered(running.timeoutMillis);
  await flushWithin(running, running.timeoutMillis);
};

/** Sends what waits and ends. Never throws; takes at most `BINNACLE_SHUTDOWN_TIMEOUT`. A second call waits for the first. */
export const shutdown = async (): Promise<void> => {
  const running = holder[KEY];
  if (!running) return;
  hurry(running.timeoutMillis);
  const endAll = (): Promise<void> =>
    settled(
      running.providers.map((provider) => provider.shutdown()),
      running.timeoutMillis,
    );
  const { stored } = business() ?? {};
  stored?.stop();
  running.ended ??= stored
    ? storeAnswered(running.timeoutMillis)
        .then(endAll)
        .then(() => settled([stored.confirmTold()], running.timeoutMillis / 2))
    : endAll();
  await running.ended;
};

/** Ends with the process: see `watchEnd`. */
export const startLifecycle = (
  providers: readonly Provider[],
  timeoutMillis: number,
  load: LoadChunk,
  errorSettings?: ErrorSettings,
): void => {
  const running: Running = { providers, timeoutMillis, ended: undefined };
  holder[KEY] = running;
  watchEnd({
    timeoutMillis: sendingMillis(timeoutMillis),
    load,
    errorSettings,
    isShutDown: () => running.ended !== undefined,
    flushWithin: (millis, mayEnd) => {
      hurry(millis);
      return flushWithin(running, millis, mayEnd);
    },
  });
};
