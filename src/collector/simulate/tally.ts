import type { Resource, ResourceSpans, Span } from '../otlp/model.ts';
import { adjustedCount } from '../otlp/ot-trace-state.ts';
import { resourceSpansBytes, spanBytes } from '../otlp/size.ts';
import { durationMillis, isError, isRequest, routeOf, serviceOf } from './request.ts';
import { createSketch, type Sketch } from './sketch.ts';

/** Requests as they are counted one way. */
export interface Estimate {
  requests: number;
  errors: number;
  /** Of the number of requests: what chance could add or take, squared. */
  variance: number;
  readonly latency: Sketch;
}

const createEstimate = (): Estimate => ({ requests: 0, errors: 0, variance: 0, latency: createSketch() });

/** How much of something there was before sampling, and after it. */
export interface Pair {
  before: number;
  after: number;
}

const createPair = (): Pair => ({ before: 0, after: 0 });

export interface Row {
  readonly service: string;
  /** Undefined for a service as a whole. */
  readonly route?: string;
  readonly traces: Pair;
  readonly spans: Pair;
  readonly bytes: Pair;
  readonly requests: Pair;
  readonly errors: Pair;
  readonly slow: Pair;
  /** What was recorded, each request as many times as its threshold says. */
  readonly truth: Estimate;
  /** What is kept, each request once. */
  readonly raw: Estimate;
  /** What is kept, each request as many times as its threshold says. */
  readonly weighted: Estimate;
  hasThresholds: boolean;
}

const createRow = (service: string, route?: string): Row => ({
  service,
  ...(route !== undefined && { route }),
  traces: createPair(),
  spans: createPair(),
  bytes: createPair(),
  requests: createPair(),
  errors: createPair(),
  slow: createPair(),
  truth: createEstimate(),
  raw: createEstimate(),
  weighted: createEstimate(),
  hasThresholds: false,
});

/** Most routes that are told apart; those that come later are one. */
const MAX_ROUTES = 1000;
const MAX_SERVICES = 500;
const OTHERS = '(others)';

/** Most traces whose rows are remembered, so that each counts once. */
const MAX_TRACES = 100_000;

/** What a trace was counted for. A few rows: a list is smaller than a set, and there are many traces. */
type CountedFor = (Row | 'error')[];

interface SeenTrace {
  readonly before: CountedFor;
  readonly after: CountedFor;
}

export interface Tally {
  /** Counts what came in, or what is kept. */
  count(batches: readonly ResourceSpans[], when: keyof Pair): void;
  readonly total: Row;
  /** Traces with an error anywhere. */
  readonly tracesWithErrors: Pair;
  services(): readonly Row[];
  routes(): readonly Row[];
}

const addTo = (estimate: Estimate, weight: number, millis: number, isBad: boolean): void => {
  estimate.requests += weight;
  if (isBad) estimate.errors += weight;
  estimate.variance += weight * (weight - 1);
  estimate.latency.add(millis, weight);
};

/** @param slowMillis from which duration on a request is slow */
export const createTally = (slowMillis: number): Tally => {
  const services = new Map<string, Row>();
  const routes = new Map<string, Row>();
  const ofResource = new WeakMap<Resource, Row>();
  const seen = new Map<string, SeenTrace>();
  const total = createRow('');
  const tracesWithErrors = createPair();

  const serviceRow = (resource: Resource): Row => {
    const known = ofResource.get(resource);
    if (known) return known;
    const own = serviceOf(resource);
    const name = services.has(own) || services.size < MAX_SERVICES ? own : OTHERS;
    const row = services.get(name) ?? createRow(name);
    services.set(name, row);
    ofResource.set(resource, row);
    return row;
  };

  const routeRow = (service: string, span: Span): Row => {
    const own = routeOf(span);
    const ownKey = JSON.stringify([service, own]);
    const isKnown = routes.has(ownKey) || routes.size < MAX_ROUTES;
    const key = isKnown ? ownKey : OTHERS;
    const row = routes.get(key) ?? (isKnown ? createRow(service, own) : createRow(OTHERS, OTHERS));
    routes.set(key, row);
    return row;
  };

  const traceOf = (traceId: string): SeenTrace => {
    let trace = seen.get(traceId);
    if (trace) return trace;
    trace = { before: [], after: [] };
    seen.set(traceId, trace);
    if (seen.size > MAX_TRACES)
      for (const oldest of seen.keys()) {
        seen.delete(oldest);
        break;
      }
    return trace;
  };

  const countRequest = (rows: readonly Row[], span: Span, when: keyof Pair): void => {
    const millis = durationMillis(span);
    const isBad = isError(span);
    const adjusted = adjustedCount(span.traceState);
    for (const row of rows) {
      row.requests[when]++;
      if (isBad) row.errors[when]++;
      if (millis >= slowMillis) row.slow[when]++;
      if (when === 'before') {
        addTo(row.truth, adjusted ?? 1, millis, isBad);
        continue;
      }
      addTo(row.raw, 1, millis, isBad);
      addTo(row.weighted, adjusted ?? 1, millis, isBad);
      if (adjusted !== undefined) row.hasThresholds = true;
    }
  };

  const countSpan = (service: Row, span: Span, when: keyof Pair): void => {
    const rows = [total, service];
    if (isRequest(span)) {
      const route = routeRow(service.service, span);
      route.spans[when]++;
      route.bytes[when] += spanBytes(span);
      rows.push(route);
      countRequest(rows, span, when);
    }
    const known = traceOf(span.traceId)[when];
    for (const row of rows)
      if (!known.includes(row)) {
        known.push(row);
        row.traces[when]++;
      }
    if (isError(span) && !known.includes('error')) {
      known.push('error');
      tracesWithErrors[when]++;
    }
  };

  return {
    total,
    tracesWithErrors,
    services: () => [...services.values()],
    routes: () => [...routes.values()],
    count(batches, when) {
      for (const batch of batches) {
        const service = serviceRow(batch.resource);
        const bytes = resourceSpansBytes(batch);
        for (const row of [total, service]) row.bytes[when] += bytes;
        for (const { spans } of batch.scopeSpans)
          for (const span of spans) {
            total.spans[when]++;
            service.spans[when]++;
            countSpan(service, span, when);
          }
      }
    },
  };
};
