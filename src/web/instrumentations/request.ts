import type { Web } from '../feature.ts';
import { matches } from '../matches.ts';
import { traceparentOf } from '../tracing/traceparent.ts';

/** `SpanKind.CLIENT` and `SpanStatusCode.ERROR` of the API. */
const CLIENT = 2;
const STATUS_ERROR = 2;

/** What a page can ask with; others are one: https://opentelemetry.io/docs/specs/semconv/http/http-spans/ */
const METHODS = /^(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH)$/;

/** A request that a span was begun for. */
export interface TrackedRequest {
  /** The header to be added, where the target is to know the trace. */
  readonly traceparent: string | undefined;
  /** `failure` is what it is where there is no status. */
  end(status: number, failure?: string): void;
}

/** Begins the span of a request, below what is active, else below the activity that is going on. */
export const beginRequest = (web: Web, givenMethod: string, target: string): TrackedRequest | undefined => {
  const { options, activities } = web;
  const url = new URL(target, globalThis.document?.baseURI ?? location.href);
  if (web.isIgnored(url.href) || !/^http/.test(url.href)) return undefined;
  const upper = givenMethod.toUpperCase();
  const method = METHODS.test(upper) ? upper : '_OTHER';
  const release = activities.current?.hold();
  const span = web.tracer.startSpan(method, {
    kind: CLIENT,
    attributes: {
      'http.request.method': method,
      'url.full': url.href,
      'server.address': url.hostname,
      'server.port': Number(url.port) || undefined,
    },
  });
  const context = span.spanContext();
  const isTold =
    (url.origin === location.origin || matches(options.propagateTo, url.href)) &&
    (context.traceFlags || options.propagateUnsampled);
  return {
    traceparent: isTold ? traceparentOf(context) : undefined,
    end: (status, failure) => {
      if (status) span.setAttribute('http.response.status_code', status);
      const type = status ? status >= 400 && String(status) : failure;
      if (type) {
        span.setAttribute('error.type', type).setStatus({ code: STATUS_ERROR });
        web.breadcrumb(`${method} ${url.pathname} ${type}`);
      }
      span.end();
      release?.();
    },
  };
};
