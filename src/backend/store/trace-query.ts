import type { AttributeValue, Span } from '../model.ts';
import { methodAndRoute } from './red/http-metric.ts';
import type { Trace } from './trace-list.ts';

export interface TraceFilter {
  readonly service?: string;
  /** Method and route of a server span. */
  readonly endpoint?: string;
  readonly minDurationMillis?: number;
  readonly status?: 'error' | 'ok';
  /** Looked for, whatever its case, in ids, names, status messages and attribute values. */
  readonly text?: string;
  readonly limit: number;
}

export interface TraceSummary {
  readonly traceId: string;
  /** Service and name of the root, or of the earliest span where the root has not arrived. */
  readonly service: string;
  readonly name: string;
  /** Method and route of the first server span; empty where there is none. */
  readonly endpoint: string;
  /** Milliseconds since 1970. */
  readonly startMillis: number;
  /** From the first start to the last end. */
  readonly durationMillis: number;
  readonly spanCount: number;
  readonly errorCount: number;
  readonly services: readonly string[];
}

const byStart = (a: Span, b: Span): number =>
  a.startMillis - b.startMillis || b.durationMillis - a.durationMillis;

export const sortedSpans = (trace: Trace): readonly Span[] => [...trace.spans.values()].sort(byStart);

export const summarise = (trace: Trace): TraceSummary => {
  const spans = sortedSpans(trace);
  const root = spans.find(({ parentSpanId }) => parentSpanId === '') ?? spans[0];
  const server = spans.find(({ kind, attributes }) => kind === 'server' && attributes['http.request.method']);
  const startMillis = spans[0]?.startMillis ?? 0;
  const end = spans.reduce((latest, span) => Math.max(latest, span.startMillis + span.durationMillis), 0);
  // The root's own duration is exact; the difference of two instants is rounded.
  const covers = root && root.startMillis + root.durationMillis >= end && root.startMillis <= startMillis;
  return {
    traceId: trace.traceId,
    service: root?.source.service ?? '',
    name: root?.name ?? '',
    endpoint: server ? methodAndRoute(server.attributes) : '',
    startMillis,
    durationMillis: covers ? root.durationMillis : Math.max(0, end - startMillis),
    spanCount: spans.length,
    errorCount: spans.filter(({ status }) => status === 'error').length,
    services: [...new Set(spans.map(({ source }) => source.service))],
  };
};

export const valueIncludes = (value: AttributeValue, text: string): boolean => {
  if (typeof value === 'string') return value.toLowerCase().includes(text);
  if (typeof value === 'object' && value !== null)
    return Object.values(value).some((item) => valueIncludes(item, text));
  return String(value).includes(text);
};

const spanIncludes = (span: Span, text: string): boolean =>
  span.name.toLowerCase().includes(text) ||
  span.spanId === text ||
  span.statusMessage.toLowerCase().includes(text) ||
  valueIncludes(span.attributes, text) ||
  span.events.some(
    (event) => event.name.toLowerCase().includes(text) || valueIncludes(event.attributes, text),
  );

const matchesSpans = (trace: Trace, { service, endpoint, text }: TraceFilter): boolean => {
  const spans = [...trace.spans.values()];
  const isService = (span: Span) => service === undefined || span.source.service === service;
  if (!spans.some(isService)) return false;
  const isEndpoint = (span: Span) =>
    span.kind === 'server' && isService(span) && methodAndRoute(span.attributes) === endpoint;
  if (endpoint !== undefined && !spans.some(isEndpoint)) return false;
  return !text || trace.traceId.startsWith(text) || spans.some((span) => spanIncludes(span, text));
};

/** The newest traces that match all of a filter. */
export const queryTraces = (traces: Iterable<Trace>, filter: TraceFilter): readonly TraceSummary[] => {
  const lowered = { ...filter, ...(filter.text && { text: filter.text.toLowerCase() }) };
  const found: TraceSummary[] = [];
  for (const trace of traces) {
    if (found.length >= filter.limit) break;
    if (!matchesSpans(trace, lowered)) continue;
    const summary = summarise(trace);
    if (summary.durationMillis < (filter.minDurationMillis ?? 0)) continue;
    if (filter.status && (filter.status === 'error') !== summary.errorCount > 0) continue;
    found.push(summary);
  }
  return found;
};
