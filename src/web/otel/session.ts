import { guard } from '../guard.ts';
import { createSession, forgetSession } from '../session/session.ts';
import type { LogRecordProcessor, SpanProcessor } from './sdk.ts';

export interface WebSessionOptions {
  /** Milliseconds without anybody doing anything after which a session ends: 30 minutes. */
  readonly sessionInactivityMillis?: number;
  /** Milliseconds after which a session ends however busy: 4 hours. */
  readonly sessionMaxAgeMillis?: number;
}

/** The session of this origin, which all its tabs share, also with pages that have `binnacle/web`. */
export interface WebSession {
  /** The id, of a new session where the last one has ended. This is what the SDK calls a `SessionProvider`. */
  getSessionId(): string;
  /** Called when a session begins, with the id of the last one where that is known. */
  onBegin(listener: (previous: string | undefined) => void): void;
  /** Forgets it, here and in storage. */
  forget(): void;
}

export const createWebSession = (options: WebSessionOptions = {}): WebSession => {
  const listeners: ((previous: string | undefined) => void)[] = [];
  const session = createSession({
    inactivityMillis: options.sessionInactivityMillis,
    maxAgeMillis: options.sessionMaxAgeMillis,
    now: Date.now,
    storage: () => localStorage,
    isVisible: () => globalThis.document?.visibilityState !== 'hidden',
    onStart: (previous) => {
      for (const listener of listeners) guard(listener)(previous);
    },
  });
  return {
    getSessionId: session.id,
    onBegin: (listener) => void listeners.push(listener),
    forget: () => {
      session.clear();
      forgetSession();
    },
  };
};

const done = async (): Promise<void> => {};

/** Puts `session.id` on every span when it starts. */
export const createSessionSpanProcessor = (session: WebSession): SpanProcessor => ({
  onStart: guard((span) => void span.setAttribute('session.id', session.getSessionId())),
  onEnd: () => {},
  forceFlush: done,
  shutdown: done,
});

/** Puts `session.id` on every log record that has none. It stands before the processor that exports. */
export const createSessionLogRecordProcessor = (session: WebSession): LogRecordProcessor => ({
  onEmit: guard((record) => {
    // The end of a session is of that one.
    if (!('session.id' in record.attributes)) record.setAttribute('session.id', session.getSessionId());
  }),
  forceFlush: done,
  shutdown: done,
});
