import type { Attributes, Span } from '@opentelemetry/api';
import type { Feature } from './feature.ts';
import { guard } from './guard.ts';
import type { WebOptions } from './options.ts';
import { createClean } from './redaction/clean.ts';
import { resolveOptions } from './resolve-options.ts';
import { type Running, run } from './run.ts';
import { forgetSession } from './session/session.ts';
import { noSpan } from './tracing/span.ts';
import { transactionOf } from './transaction.ts';
import { hashUser } from './user.ts';

export interface WebHandle {
  /** Sends what waits; resolves when it was answered. */
  flush(): Promise<void>;
  /** Ends everything and leaves the page as it was. */
  stop(): void;
  /** Says who uses the page, as a hash; nobody without an id. Nothing is said on pages that are not secure. */
  setUser(id?: string): Promise<void>;
  /** Begins, or ends and forgets: what waits is dropped, what is stored is removed. */
  setConsent(isGiven: boolean): void;
  /** Says that something happened: a step of a funnel, a search, a purchase. */
  track(name: string, attributes?: Attributes): void;
  /** A span around `fn`, which gets it; promises are awaited, errors recorded and thrown on. */
  transaction<T>(name: string, fn: (span: Span) => T, attributes?: Attributes): T;
  /** An error that was caught. */
  recordError(error: unknown, attributes?: Attributes): void;
  /** The pattern of the current route, such as `/orders/:id`. */
  setView(template: string): void;
}

/** Of the database in which batches outlast the page, and of all that is in it. */
const STORE_NAME = 'binnacle';

let current: WebHandle | undefined;

/** Of the start that is in force. */
export const currentHandle = (): WebHandle | undefined => current;

/** Whether the browser asks to be left alone, and we are to listen. */
const isRefused = ({ globalPrivacyControl = true, doNotTrack }: WebOptions): unknown => {
  const said = navigator as Navigator & { globalPrivacyControl?: boolean; doNotTrack?: string | null };
  return (globalPrivacyControl && said.globalPrivacyControl) || (doNotTrack && said.doNotTrack === '1');
};

/** Starts with the given features; a second start is the first. */
export const startWith = (given: WebOptions, features: readonly Feature[]): WebHandle => {
  if (current) return current;
  let running: Running | undefined;
  let options: WebOptions = given;
  let user: string | undefined;

  const begin = (): void => {
    try {
      running ??= run(options, {
        features,
        clean: createClean(options.redaction),
        store: options.store && (async () => (await import('./delivery/store.ts')).createStore(STORE_NAME)),
      });
      running.user = user;
    } catch {
      // A browser that lacks what is needed: the page goes on without.
    }
  };
  const end = guard((): void => {
    running?.session.clear();
    running?.stop();
    running = undefined;
    // Of an earlier page too, where this one has not begun. A tab that goes on stores again what it needs.
    forgetSession();
    if (options.store) indexedDB.deleteDatabase(STORE_NAME);
  });
  const handle: WebHandle = {
    flush: async () => running?.flush(),
    stop: () => {
      end();
      current = undefined;
    },
    setUser: async (id) => {
      user = id && (await hashUser(id, options.service).catch(() => undefined));
      if (running) running.user = user;
    },
    setConsent: (isGiven) => {
      if (isGiven) {
        if (options.enabled !== false) begin();
      } else end();
    },
    track: (name, attributes) => void running?.event(name, attributes),
    transaction: (name, fn, attributes) =>
      running ? transactionOf(running.tracer, name, fn, attributes) : fn(noSpan()),
    recordError: (error, attributes) => running?.exception(error, undefined, attributes),
    setView: (template) => {
      if (running) running.view.name = template;
    },
  };
  current = handle;
  try {
    options = resolveOptions(given);
    if (options.enabled !== false && (options.consent ?? 'granted') === 'granted' && !isRefused(options))
      begin();
  } catch {
    // Never the page's trouble.
  }
  return handle;
};
