import type { Attributes, SpanContext, Tracer } from '@opentelemetry/api';
import type { Clock } from './clock.ts';
import type { WebOptions } from './options.ts';
import type { CleanText, EpochMillis } from './otlp/encode.ts';
import type { Activities } from './tracing/activities.ts';
import type { View } from './view.ts';

interface EventOptions {
  /** Now unless said. */
  readonly time?: EpochMillis;
  readonly body?: string;
  /** Severity ERROR, and sent whether or not the session is kept. */
  readonly isError?: boolean;
  readonly context?: SpanContext | undefined;
}

/** What a feature is given; whatever it does through it is undone when it stops. */
export interface Web {
  readonly options: WebOptions;
  readonly clock: Clock;
  readonly tracer: Tracer;
  readonly activities: Activities;
  readonly view: View;
  /** For what is stored: all that is sent is cleaned without it. */
  readonly clean: CleanText;
  /** Whether the telemetry endpoint itself or a URL of `ignoreUrls` is asked for. */
  isIgnored(url: string): boolean;
  /** A key that begins with a dot goes on from the name. */
  event(name: string, attributes?: Attributes, more?: EventOptions): Attributes | undefined;
  /** An `exception` event. One of an error that was told of already adds `attributes` to that while it waits. */
  exception(thrown: unknown, mechanism?: string, attributes?: Attributes): void;
  /** Recent events of the page, for the next error. */
  breadcrumb(text: string): void;
  /** Listens to the window or the worker, in the capturing phase; what the listener throws is kept from the page. */
  on<E extends Event>(type: string, listener: (event: E) => void, target?: EventTarget): void;
  /** Replaces a method; `make` gets the original. Calls go to the original once stopped. */
  patch<T extends object, K extends keyof T>(
    target: T | undefined,
    key: K,
    make: (original: T[K]) => T[K],
  ): void;
  /** Performance entries of a type, those before now included, where the browser has them. */
  observe<E extends PerformanceEntry>(type: string, listener: (entry: E) => void, options?: object): void;
  onStop(undo: () => void): void;
  /** Does it in a task of its own, or the moment that activities are asked for: the start of a page has other work. */
  defer(fn: () => void): void;
  isStopped(): boolean;
  /** Sends what waits. */
  flush(): Promise<void>;
}

/** One thing that is watched; it asks nothing of the others. */
export type Feature = (web: Web) => void;
