import type { Attributes } from '@opentelemetry/api';
import { VERSION } from '../core/version.ts';
import { createClock } from './clock.ts';
import { createDelivery, type Delivery, type DeliveryOptions } from './delivery/delivery.ts';
import type { Feature, Web } from './feature.ts';
import { guard } from './guard.ts';
import { createLimits } from './limits.ts';
import { matches } from './matches.ts';
import type { WebOptions } from './options.ts';
import { type CleanText, encodeLog, encodeSpan, keyValues, type Scope } from './otlp/encode.ts';
import { resourceOf } from './resource.ts';
import { createSession, type Session } from './session/session.ts';
import { createActivities } from './tracing/activities.ts';
import { addAttributes, attributesOf } from './tracing/attributes.ts';
import { createContextManager, spanContextIn } from './tracing/context.ts';
import { partOf } from './tracing/ids.ts';
import { register } from './tracing/register.ts';
import { exceptionAttributes } from './tracing/span.ts';
import { createTracerProvider } from './tracing/tracer.ts';
import { createView, idOf } from './view.ts';
import { createWatching } from './watching.ts';

const SCOPE: Scope = { name: 'binnacle', version: VERSION };

/** Severity numbers: https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
const INFO = 9;
const ERROR = 17;

/** Of the things that happened before an error. */
const MOST_BREADCRUMBS = 20;

export interface Running extends Web {
  readonly session: Session;
  readonly delivery: Delivery;
  /** `user.hash` of everything from now on. */
  user: string | undefined;
  stop(): void;
}

interface Parts {
  readonly features: readonly Feature[];
  readonly clean: CleanText;
  readonly store: DeliveryOptions['store'];
}

/** Begins to watch the page. Everything is undone by `stop`. */
export const run = (options: WebOptions, { features, clean, store }: Parts): Running => {
  const clock = createClock();
  const watching = createWatching();
  const limits = createLimits(clock.now);
  const breadcrumbs: string[] = [];
  const base = location.href;
  let target = '';
  /** Where telemetry goes; not read before it is needed. */
  const endpoint = (): string => {
    target ||= new URL(`${(options.endpoint ?? '').replace(/\/$/, '')}/v1/`, base).href;
    return target;
  };
  const { apiKey, sampleRate = 1, traceRate = 1 } = options;
  const { fetch } = globalThis;

  let made: Delivery | undefined;
  /** A page that has just begun has nothing to deliver yet. */
  const delivery = (): Delivery => {
    made ??= createDelivery({
      endpoint,
      headers: {
        'content-type': 'application/json',
        ...(apiKey && { 'x-api-key': apiKey }),
        ...options.headers,
      },
      resource: () =>
        JSON.stringify({
          attributes: keyValues(resourceOf(options), clean),
          droppedAttributesCount: 0,
        }),
      store,
      fetch,
    });
    return made;
  };

  const isVisible = (): boolean => !globalThis.document?.hidden;

  const session = createSession({
    inactivityMillis: options.sessionInactivityMillis,
    maxAgeMillis: options.sessionMaxAgeMillis,
    now: Date.now,
    storage: () => localStorage,
    isVisible,
    onStart: (previous) => {
      if (previous) web.event('session.end', { 'session.id': previous });
      web.event('session.start', { 'session.previous_id': previous });
    },
  });
  const isKept = (): boolean => partOf(session.id()) < sampleRate;

  const view = createView(clock.at(0));

  const common = (): Attributes => ({
    'session.id': session.id(),
    'browser.document.url.full': view.url,
    'browser.view.id': idOf(view),
    'url.template': view.name,
    'user.hash': web.user,
  });

  /** The events of errors, for what comes to be known of them. */
  const told = new WeakMap<object, Attributes>();

  const waiting: (() => void)[] = [];
  const encodeAll = (): void => {
    for (const each of waiting.splice(0)) guard(each)();
  };
  const send = (isLeaving?: boolean): Promise<void> => {
    encodeAll();
    return delivery().flush(isLeaving);
  };

  const add = (what: 'traces' | 'logs', scope: Scope, name: string, encode: () => string): void => {
    if (watching.isStopped() || !limits.allows(name)) return;
    if (waiting.push(() => delivery().add(what, scope, encode())) > 1) return;
    // Not now, when the page has better things to do; one that is hidden may be gone before a timer runs.
    if (isVisible()) setTimeout(encodeAll);
    else queueMicrotask(send);
  };

  const provider = createTracerProvider({
    clock,
    context: () => registration.context,
    isKept,
    isSampled: (traceId) => isKept() && partOf(traceId) < traceRate,
    fallbackParent: () => web.activities.current?.span.spanContext(),
    onEnd: guard((span, scope) => {
      addAttributes(span.attributes, common());
      add('traces', scope, 'span', () => encodeSpan(span, clean));
    }),
  });

  const registration = register(provider, createContextManager(), options.api);

  const tracer = provider.getTracer('binnacle', VERSION);
  const activities = createActivities(() => tracer, clock);
  const deferred: (() => void)[] = [];
  const doDeferred = (): void => {
    for (const each of deferred.splice(0)) if (!watching.isStopped()) guard(each)();
  };
  const web: Running = {
    ...watching,
    defer: (fn) => {
      if (deferred.push(fn) < 2) setTimeout(doDeferred);
    },
    get activities() {
      doDeferred();
      return activities;
    },
    options,
    clock,
    tracer,
    view,
    clean,
    session,
    get delivery() {
      return delivery();
    },
    user: undefined,
    isIgnored: (url) => url.replace(/(traces|logs)$/, '') === endpoint() || matches(options.ignoreUrls, url),
    event: guard((name, attributes, more = {}) => {
      const { isError } = more;
      if (isError) view.errors++;
      else if (!isKept()) return undefined;
      const own = attributesOf(common());
      for (const key in attributes)
        addAttributes(own, { [key[0] === '.' ? name + key : key]: attributes[key] });
      if (isError) addAttributes(own, { 'exception.breadcrumbs': breadcrumbs });
      const observed = clock.now();
      const activity = isError ? web.activities.current : undefined;
      // An error is an effect of what the user did.
      activity?.hold()();
      const spanContext =
        more.context ?? spanContextIn(registration.context.active()) ?? activity?.span.spanContext();
      add('logs', SCOPE, name, () =>
        encodeLog(
          {
            time: more.time ?? observed,
            observed,
            severity: isError ? ERROR : INFO,
            body: more.body,
            event: name,
            attributes: own,
            context: spanContext,
          },
          clean,
        ),
      );
      return own;
    }),
    exception: guard((thrown, mechanism, attributes) => {
      const event =
        told.get(thrown as object) ??
        (web.event(
          'exception',
          {
            ...exceptionAttributes(thrown),
            '.mechanism': mechanism,
            'binnacle.error.fingerprint': guard(() => options.fingerprint?.(thrown))(),
          },
          { isError: true },
        ) as Attributes);
      addAttributes(event, attributes);
      // What is no object cannot be known again: the guard has what this throws.
      told.set(thrown as object, event);
    }),
    breadcrumb: (text) => {
      if (breadcrumbs.push(text) > MOST_BREADCRUMBS) breadcrumbs.shift();
    },
    flush: send,
  };

  web.onStop(registration.undo);
  web.onStop(() => delivery().stop());
  for (const feature of features) guard(feature)(web);

  const flush = (): void => {
    const lost = delivery().dropped + limits.dropped;
    if (lost) web.event('binnacle.dropped', { '.items': lost });
    void send(true);
  };
  const leave = (): void => {
    web.activities.end();
    flush();
  };
  // It may go before anything that was put off has begun.
  web.on('pagehide', () => deferred[0] && leave());
  web.defer(() => {
    // Behind those of the features, which report what ends with the page.
    web.on('pagehide', leave);
    web.on('visibilitychange', () => isVisible() || flush());
    web.on('online', delivery().retry);
  });
  return web;
};
