import type { Attributes } from '@opentelemetry/api';
import type { OpenTelemetryApi } from './tracing/register.ts';

/** A URL's beginning, or a pattern of the whole. */
export type UrlMatch = string | RegExp;

/** Cleans what leaves the page; `createRedactor` of `binnacle/redaction` is one. */
export interface WebRedactor {
  text(text: string): string;
  url(url: string): string;
  /** Of the processors of `binnacle/web/otel`: values by their names, as a policy has them. */
  attributes?<T extends object>(record: T): T;
}

export interface WebOptions {
  /** `service.name` of the application. */
  readonly service?: string;
  /** Where a Collector listens for OTLP over HTTP; `/v1/traces` and `/v1/logs` are added. Without it the page's own origin. */
  readonly endpoint?: string;
  readonly version?: string;
  readonly environment?: string;
  /** Added to the resource. */
  readonly attributes?: Attributes;
  /** Of the requests to `endpoint`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `x-api-key`. It is public, as all of a page is: it names an application and protects nothing. */
  readonly apiKey?: string;
  /** False: nothing is done. */
  readonly enabled?: boolean;
  /** Share of sessions that are kept, 0 to 1. Errors of the others are kept too. */
  readonly sampleRate?: number;
  /** Share of the traces of a kept session, 0 to 1. */
  readonly traceRate?: number;
  /** Other origins whose requests carry `traceparent`; the page's own always do. */
  readonly propagateTo?: readonly UrlMatch[];
  /** Also sends `traceparent` for traces that are not kept, which tells servers not to keep them either. */
  readonly propagateUnsampled?: boolean;
  /** Requests that make no spans. */
  readonly ignoreUrls?: readonly UrlMatch[];
  /** `required`: nothing is stored or sent before `setConsent(true)`. */
  readonly consent?: 'granted' | 'required';
  /** Whether a browser that says Global Privacy Control is left alone; true unless set. */
  readonly globalPrivacyControl?: boolean;
  /** Whether a browser that says Do Not Track is left alone; false unless set. */
  readonly doNotTrack?: boolean;
  /** Instead of the compact one. */
  readonly redaction?: WebRedactor;
  /** The group that an error belongs to: `fingerprint` of `binnacle/web/fingerprint`; else the Collector makes one. */
  readonly fingerprint?: (error: unknown) => string | undefined;
  /** Whether `console.error` makes error events. */
  readonly consoleErrors?: boolean;
  /** Milliseconds without anybody doing anything after which a session ends: 30 minutes. */
  readonly sessionInactivityMillis?: number;
  /** Milliseconds after which a session ends however busy: 4 hours. */
  readonly sessionMaxAgeMillis?: number;
  /** Whether what could not be sent waits in IndexedDB for the next page. */
  readonly store?: boolean;
  /** Most bytes of a page's resources by type, such as `{ script: 300_000, img: 1_000_000 }`. */
  readonly budgets?: Readonly<Record<string, number>>;
  /** Milliseconds in which a view is to have loaded to count as a success: 4 seconds. */
  readonly viewBudgetMillis?: number;
  /** Whether each `performance.measure` of the page makes a span. */
  readonly measures?: boolean;
  /** Whether sessions are recorded for replay; `replay()` of `binnacle/web/replay` has to be called before. */
  readonly replay?: boolean;
  /** `{ trace, context }` of `@opentelemetry/api`, where the page's own code has tracers from before the start. */
  readonly api?: OpenTelemetryApi;
  /** Values by the names of the settings table, such as a bundler's `import.meta.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}
