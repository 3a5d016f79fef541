import { MAX_EVENTS } from '../limits.ts';
import type { Batch, Source, Span, SpanKind, SpanStatus } from '../model.ts';
import type { RawSpan, RawTraceRequest } from './schema.ts';
import { toMillis, toSource, toSpanId, toTraceId } from './source.ts';
import type { SourcePool } from './source-pool.ts';
import { Trimmer } from './trimmer.ts';

const KINDS: readonly SpanKind[] = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const STATUSES: readonly SpanStatus[] = ['unset', 'ok', 'error'];

const durationMillis = ({ startTimeUnixNano: start = 0n, endTimeUnixNano: end = 0n }: RawSpan): number =>
  end > start ? Number(end - start) / 1e6 : 0;

const toSpan = (raw: RawSpan, source: Source, scope: string, trimmer: Trimmer): Span => ({
  source,
  scope,
  traceId: toTraceId(raw.traceId),
  spanId: toSpanId(raw.spanId),
  parentSpanId: toSpanId(raw.parentSpanId),
  name: trimmer.name(raw.name),
  kind: KINDS[raw.kind ?? 0] ?? 'unspecified',
  startMillis: toMillis(raw.startTimeUnixNano),
  durationMillis: durationMillis(raw),
  status: STATUSES[raw.status?.code ?? 0] ?? 'unset',
  statusMessage: trimmer.text(raw.status?.message),
  attributes: trimmer.attributes(raw.attributes),
  events: trimmer.list(raw.events, MAX_EVENTS).map((event) => ({
    name: trimmer.name(event.name),
    timeMillis: toMillis(event.timeUnixNano),
    attributes: trimmer.attributes(event.attributes),
  })),
  links: trimmer.list(raw.links, MAX_EVENTS).map((link) => ({
    traceId: toTraceId(link.traceId),
    spanId: toSpanId(link.spanId),
    attributes: trimmer.attributes(link.attributes),
  })),
});

/** Spans of a request. One without a valid trace id and span id is rejected. */
export const toSpans = (request: RawTraceRequest, pool: SourcePool): Batch<Span> => {
  const trimmer = new Trimmer();
  const items: Span[] = [];
  let rejected = 0;
  for (const { resource, scopeSpans = [] } of request.resourceSpans ?? []) {
    const source = toSource(resource, trimmer, pool);
    for (const { scope, spans = [] } of scopeSpans) {
      const scopeName = trimmer.name(scope?.name);
      for (const raw of spans) {
        if (toTraceId(raw.traceId) && toSpanId(raw.spanId))
          items.push(toSpan(raw, source, scopeName, trimmer));
        else rejected += 1;
      }
    }
  }
  return { items, rejected, truncated: trimmer.truncated };
};
