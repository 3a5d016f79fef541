import { isMainThread } from 'node:worker_threads';
import { context } from '@opentelemetry/api';
import type { ErrorSettings } from '../errors/note-error.ts';
import { countKeepers, whenOnlyConnecting } from '../exporters/only-connecting.ts';
import type { LoadChunk } from '../load-chunk.ts';
import { tellLosses } from '../losses.ts';
import { contextLeftByError } from '../thrown-in.ts';
import { hasUnsentPayloads } from '../unsent-payloads.ts';
import { tellAsked, tellEnded } from './ended.ts';
import { type Crash, hasOpenSpans } from './open-spans.ts';
import { signalExitListeners } from './signal-exit.ts';
import { joinThreads } from './threads.ts';
import { mayHoldSpansBack, unsentSources } from './unsent.ts';

/**
 * What ends a process and can be waited for. Not SIGQUIT, which asks for a core of the process as it is, and not
 * SIGUSR2, which libraries listen to where nobody sees it.
 */
const SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32'
    ? ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGBREAK']
    : ['SIGTERM', 'SIGINT', 'SIGHUP'];

/** In less time nothing can be sent. */
const LEAST_MILLIS = 5;

/** The share of the time within which an export that works is done. */
const ENOUGH = 0.8;

export interface EndOptions {
  /** How long the end of the process may be delayed, in milliseconds. */
  readonly timeoutMillis: number;
  readonly load: LoadChunk;
  /** Undefined where errors are neither grouped nor counted. */
  readonly errorSettings: ErrorSettings | undefined;
  /**
   * Exports what waits in the normal way. Never rejects; takes at most so many milliseconds.
   *
   * @param mayEnd does not keep the process meanwhile
   */
  flushWithin(millis: number, mayEnd: boolean): Promise<void>;
  /** Whether the application has ended telemetry itself. */
  isShutDown(): boolean;
}

/** A part of `process` that has no types, and that `process.exit` calls after the listeners of `exit`. */
const internals = process as unknown as { reallyExit: (code?: number) => never };

const isLast = (listener: () => void): boolean => process.listeners('exit').at(-1) === listener;

/** Whether spans or log records wait, or spans are open. */
const isPending = (): boolean =>
  unsentSources().some((source) => source.signal !== 'metrics' && !source.isEmpty());

/**
 * Sends what waits when the process ends, however it does, and leaves to the application how it ends. A signal that
 * the application does not handle ends the process as it would without Binnacle, only after the rest was sent; where
 * the application has a handler of its own, that decides, and the rest is sent meanwhile.
 */
export const watchEnd = ({
  timeoutMillis,
  load,
  errorSettings,
  flushWithin,
  isShutDown,
}: EndOptions): void => {
  /** How long the end was delayed already. */
  let spentMillis = 0;
  let isFlushed = false;
  let hasNothingToDo = false;
  let isExiting = false;
  let isOver = false;
  let crash: Crash | undefined;
  let fatalOrigin: string | undefined;
  let signalled = false;
  const threads = joinThreads(() => flushWithin(timeoutMillis, true));

  const leftMillis = (): number => {
    const left = timeoutMillis - spentMillis;
    return left < LEAST_MILLIS ? 0 : left;
  };

  const flushBeforeEnd = async (): Promise<void> => {
    const started = performance.now();
    const left = leftMillis();
    if (left > 0) await flushWithin(left, false);
    isFlushed = true;
    const took = performance.now() - started;
    // An export that takes nearly all the time has failed for the lack of it.
    spentMillis += took < ENOUGH * left ? took : left;
  };

  /** Sends synchronously what is left, once. Nothing is loaded where nothing is left. */
  const sendRest = (cutOffBy: string | undefined): void => {
    if (isOver) return;
    isOver = true;
    // Between the last export and the end nobody but a listener of the application can have counted anything.
    const isQuiet =
      signalled ||
      (hasNothingToDo && process.listenerCount('beforeExit') + process.listenerCount('exit') <= 2);
    const withMetrics = !isShutDown() && !(isFlushed && isQuiet);
    const hasMetrics = withMetrics && unsentSources().some(({ signal }) => signal === 'metrics');
    const isCutOff = cutOffBy !== undefined && hasOpenSpans();
    const deadline = performance.now() + leftMillis();
    threads.ask();
    if (isPending() || hasUnsentPayloads() || isCutOff || hasMetrics || mayHoldSpansBack()) {
      try {
        const { lastWords } = load<typeof import('./last-words.ts')>('./exit/last-words.js');
        lastWords({ deadline, cutOffBy, crash, withMetrics, isFlushed });
      } catch {
        // The process ends as it would have.
      }
    }
    tellLosses();
    threads.wait(deadline - performance.now());
    tellEnded();
  };

  const onExit = (): void => {
    isExiting = true;
    threads.leave();
    const cutOffBy = fatalOrigin ?? (hasNothingToDo ? undefined : 'process.exit');
    if (isLast(onExit) || hasNothingToDo || fatalOrigin !== undefined) {
      sendRest(cutOffBy);
      return;
    }
    // `process.exit`, and the application has listeners that come later and may log.
    const { reallyExit } = internals;
    internals.reallyExit = (code) => {
      sendRest(cutOffBy);
      return reallyExit.call(process, code);
    };
  };
  /** After the application's own listeners. */
  const listenLast = (): void => {
    if (isLast(onExit)) return;
    process.removeListener('exit', onExit);
    process.on('exit', onExit);
  };
  process.on('exit', onExit);

  /** Ends the process where the time is over, and only an attempt to reach the Collector keeps it. */
  const endInTime = (idle: number): void => {
    if (leftMillis() > 0) return;
    for (const source of unsentSources()) source.hold();
    const end = (): void => {
      hasNothingToDo = true;
      process.exit();
    };
    whenOnlyConnecting(end, idle);
  };

  process.on('beforeExit', () => {
    listenLast();
    if (isShutDown()) return;
    hasNothingToDo = true;
    setImmediate(() => {
      hasNothingToDo = false;
    }).unref();
    if ((isFlushed && !isPending()) || leftMillis() === 0) return;
    // What is listed now does not keep the process.
    const idle = countKeepers();
    void flushBeforeEnd().then(() => endInTime(idle));
  });

  process.on('uncaughtExceptionMonitor', (error, origin) => {
    const isFatal =
      process.listenerCount('uncaughtException') === 0 && !process.hasUncaughtExceptionCaptureCallback();
    try {
      const { recordUncaught } = load<typeof import('./uncaught.ts')>('./exit/uncaught.js');
      const where = contextLeftByError() ?? context.active();
      crash = recordUncaught(error, origin, where, isFatal, errorSettings);
    } catch {
      // The error is the application's matter.
    }
    if (!isFatal) return;
    fatalOrigin = origin;
    // A listener of `exit` threw: no other is called any more.
    if (isExiting) sendRest(origin);
    else listenLast();
  });

  if (!isMainThread) return;
  for (const signal of SIGNALS) {
    const onSignal = (): void => {
      tellAsked(signal);
      if (process.listenerCount(signal) - signalExitListeners() > 1) {
        void flushWithin(timeoutMillis, true);
        return;
      }
      const end = (): void => {
        sendRest(signal);
        process.removeListener(signal, onSignal);
        process.kill(process.pid, signal);
      };
      if (signalled) {
        // Whoever asks twice does not want to wait.
        spentMillis = timeoutMillis;
        end();
        return;
      }
      signalled = true;
      void flushBeforeEnd().then(end);
    };
    process.on(signal, onSignal);
  }
};
