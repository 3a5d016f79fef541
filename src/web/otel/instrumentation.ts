import {
  type Attributes,
  type Logger,
  type LoggerProvider,
  logs,
  ROOT_CONTEXT,
  SeverityNumber,
  type SpanContext,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import { createClock } from '../clock.ts';
import type { Feature, Web } from '../feature.ts';
import { guard } from '../guard.ts';
import { clicks } from '../instrumentations/clicks.ts';
import { documentLoad } from '../instrumentations/document-load.ts';
import { errors } from '../instrumentations/errors.ts';
import { longFrames } from '../instrumentations/long-frames.ts';
import { measures } from '../instrumentations/measures.ts';
import { resources } from '../instrumentations/resources.ts';
import { tabCrash } from '../instrumentations/tab-crash.ts';
import { views } from '../instrumentations/views.ts';
import { vitals } from '../instrumentations/vitals.ts';
import { createLimits } from '../limits.ts';
import { matches } from '../matches.ts';
import type { WebOptions } from '../options.ts';
import { createClean } from '../redaction/clean.ts';
import { createActivities } from '../tracing/activities.ts';
import { addAttributes, attributesOf } from '../tracing/attributes.ts';
import { exceptionAttributes } from '../tracing/span.ts';
import { createView, idOf } from '../view.ts';
import { createWatching } from '../watching.ts';
import { ownedBy, type RequestInstrumentation } from './owned.ts';
import type { WebSession } from './session.ts';

/** What is watched. Requests and, unless it is named, the load are left to the official instrumentations. */
export type WebFeature =
  | 'clicks'
  | 'document-load'
  | 'errors'
  | 'long-frames'
  | 'measures'
  | 'resources'
  | 'tab-crash'
  | 'views'
  | 'vitals';

export interface WebInstrumentationConfig
  extends Pick<WebOptions, 'budgets' | 'consoleErrors' | 'ignoreUrls' | 'viewBudgetMillis'> {
  /** True: it begins at once, with the global providers; otherwise when it is registered. */
  readonly enabled?: boolean;
  /** All but `document-load` and `measures` unless set. */
  readonly features?: readonly WebFeature[];
  /**
   * The official instrumentations of `fetch` and `XMLHttpRequest`, handed over here and not to `registerInstrumentations`:
   * a click or a change of route then owns the spans of the requests that come of it. They begin and end with this one.
   */
  readonly requests?: readonly RequestInstrumentation[];
  /** Makes `session.start` and `session.end` events, and puts the session on all others. */
  readonly session?: WebSession;
}

/** `Instrumentation` of the SDK, for `registerInstrumentations`. */
export interface WebInstrumentation {
  instrumentationName: string;
  instrumentationVersion: string;
  enable(): void;
  /** Leaves the page as it was. */
  disable(): void;
  setTracerProvider(provider: TracerProvider): void;
  setLoggerProvider(provider: LoggerProvider): void;
  setMeterProvider(provider: never): void;
  setConfig(config: WebInstrumentationConfig): void;
  getConfig(): WebInstrumentationConfig;
}

const NAME = 'binnacle/web/otel';
const MOST_BREADCRUMBS = 20;

/** Views come last: what ends with them is reported before. */
const FEATURES: readonly (readonly [WebFeature, Feature])[] = [
  ['errors', errors],
  ['document-load', documentLoad],
  ['clicks', clicks],
  ['tab-crash', tabCrash],
  ['resources', resources],
  ['long-frames', longFrames],
  ['measures', measures],
  ['vitals', vitals],
  ['views', views],
];
const NOT_BY_DEFAULT: readonly WebFeature[] = ['document-load', 'measures'];

const contextOf = (context: SpanContext | undefined) =>
  context && trace.setSpanContext(ROOT_CONTEXT, context);

/** What features are given, on top of the SDK's tracer and logger. */
const createWeb = (
  config: WebInstrumentationConfig,
  signal: AbortSignal,
  tracer: ReturnType<TracerProvider['getTracer']>,
  logger: Logger,
): Web => {
  const clock = createClock();
  const view = createView(clock.at(0));
  const limits = createLimits(clock.now);
  const breadcrumbs: string[] = [];
  const told = new WeakSet<object>();
  const common = (): Attributes => ({
    'session.id': config.session?.getSessionId(),
    'browser.document.url.full': view.url,
    'browser.view.id': idOf(view),
  });
  const watching = createWatching();
  signal.addEventListener('abort', watching.stop);
  const web: Web = {
    ...watching,
    defer: (fn) => guard(fn)(),
    options: { ...config, measures: true },
    clock,
    tracer,
    activities: createActivities(() => tracer, clock),
    view,
    clean: createClean(),
    isIgnored: (url) => matches(config.ignoreUrls, url),
    event: guard((name, attributes, more = {}) => {
      if (signal.aborted) return undefined;
      const isError = more.isError ?? false;
      if (isError) view.errors++;
      if (!limits.allows(name)) return undefined;
      const own = attributesOf(common());
      for (const key in attributes)
        addAttributes(own, { [key[0] === '.' ? name + key : key]: attributes[key] });
      if (isError) addAttributes(own, { 'exception.breadcrumbs': breadcrumbs });
      const activity = isError ? web.activities.current : undefined;
      // An error is an effect of what the user did.
      activity?.hold()();
      const context = contextOf(
        more.context ?? trace.getActiveSpan()?.spanContext() ?? activity?.span.spanContext(),
      );
      logger.emit({
        eventName: name,
        timestamp: more.time ?? clock.now(),
        severityNumber: isError ? SeverityNumber.ERROR : SeverityNumber.INFO,
        ...(more.body !== undefined && { body: more.body }),
        attributes: own,
        ...(context && { context }),
      });
      return own;
    }),
    exception: guard((thrown, mechanism, attributes) => {
      // Of an error that several tell of, the first is heard: a record that was emitted is the SDK's.
      if (told.has(thrown as object)) return;
      web.event(
        'exception',
        { ...exceptionAttributes(thrown), '.mechanism': mechanism, ...attributes },
        { isError: true },
      );
      // What is no object cannot be known again: the guard has what this throws.
      told.add(thrown as object);
    }),
    breadcrumb: (text) => {
      if (breadcrumbs.push(text) > MOST_BREADCRUMBS) breadcrumbs.shift();
    },
    // Processors of the SDK flush by themselves when the page is hidden.
    flush: async () => {},
  };
  return web;
};

/** Vitals, views, errors, frustrated clicks and more of `binnacle/web` as an instrumentation of the official SDK. */
export const createWebInstrumentation = (given: WebInstrumentationConfig = {}): WebInstrumentation => {
  let config = given;
  let running: AbortController | undefined;
  let hasEnded = false;
  let tracers: TracerProvider = trace;
  let loggers: LoggerProvider = logs;
  let activities: Web['activities'] | undefined;

  const handOver = (): void => {
    for (const each of config.requests ?? []) each.setTracerProvider(ownedBy(tracers, () => activities));
  };

  const begin = (): void => {
    const undo = new AbortController();
    running = undo;
    const web = createWeb(
      config,
      undo.signal,
      tracers.getTracer(NAME, VERSION),
      loggers.getLogger(NAME, VERSION),
    );
    activities = web.activities;
    web.onStop(() => {
      activities = undefined;
      for (const each of config.requests ?? []) each.disable();
    });
    handOver();
    // They begin by themselves when they are made, but not again.
    for (const each of config.requests ?? []) if (hasEnded || !each.getConfig().enabled) each.enable();
    config.session?.onBegin((previous) => {
      if (previous) web.event('session.end', { 'session.id': previous });
      web.event('session.start', { 'session.previous_id': previous });
    });
    for (const [name, feature] of FEATURES)
      if (config.features ? config.features.includes(name) : !NOT_BY_DEFAULT.includes(name))
        guard(feature)(web);
    web.on('pagehide', () => web.activities.end());
  };

  const instrumentation: WebInstrumentation = {
    instrumentationName: NAME,
    instrumentationVersion: VERSION,
    enable: () => {
      if (!running) guard(begin)();
    },
    disable: () => {
      running?.abort();
      hasEnded ||= running !== undefined;
      running = undefined;
    },
    setTracerProvider: (provider) => {
      tracers = provider;
      handOver();
    },
    setLoggerProvider: (provider) => {
      loggers = provider;
    },
    setMeterProvider: (provider) => {
      for (const each of config.requests ?? []) each.setMeterProvider(provider);
    },
    setConfig: (next) => {
      config = next;
    },
    getConfig: () => config,
  };
  if (config.enabled) instrumentation.enable();
  return instrumentation;
};
