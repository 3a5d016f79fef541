import type { Attributes, Span } from '@opentelemetry/api';
import type { WebOptions } from './options.ts';
import { createClean } from './redaction/clean.ts';
import { resolveOptions } from './resolve-options.ts';
import { type Parts, type Running, run } from './run.ts';
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

let current: WebHandle | undefined;

/** Of the start that is in force. */
export const currentHandle = (): WebHandle | undefined => current;

/** Whether the browser asks to be left alone, and we are to listen. */
const isRefused = ({ globalPrivacyControl = true, doNotTrack = false }: WebOptions): unknown => {
  const said = navigator as Navigator & { globalPrivacyControl?: boolean; doNotTrack?: string | null };
  return (globalPrivacyControl && said.globalPrivacyControl) || (doNotTrack && said.doNotTrack === '1');
};

/** Starts with the given features; a second start is the first. */
export const startWith = (given: WebOptions, parts: Omit<Parts, 'clean'>): WebHandle => {
  if (current) return current;
  let running: Running | undefined;
  let options: WebOptions = given;
  let user: string | undefined;

  const begin = (): void => {
    try {
      running ??= run(options, { ...parts, clean: createClean(options.redaction) });
      running.user = user;
    } catch {
      // A browser that lacks what is needed: the page goes on without.
    }
  };
  const end = (): void => {
    running?.session.clear();
    running?.stop();
    running = undefined;
    // Of an earlier page too, where this one has not begun. A tab that goes on with the session stores it again.
    forgetSession();
  };
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
      } else {
        running?.delivery.drop();
        end();
        if (options.store)
          parts
            .store?.()
            .then((store) => store.take())
            .catch(() => {});
      }
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
