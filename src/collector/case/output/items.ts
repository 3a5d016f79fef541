import type { CaseSignal } from '../case.ts';
import { METRIC_TYPES, SEVERITIES, SPAN_KINDS, STATUSES, TEMPORALITIES } from '../parse/fields.ts';
import { durationText } from './go-duration.ts';
import { type Json, listOf, numberOf, plainRecord, plainValue, textIn } from './json.ts';

/** A span, a point of a metric, a log record, with the keys of the short form. What is empty is left out. */
export type Item = Readonly<Record<string, unknown>>;

/** The names that a case has for ids. */
export interface Names {
  readonly traces: ReadonlyMap<string, string>;
  readonly spans: ReadonlyMap<string, string>;
  /** When the case began, in nanoseconds since 1970. */
  readonly baseNanos: bigint;
}

const withoutEmpty = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined && value !== ''));

const filled = (record: Record<string, unknown>): Record<string, unknown> | undefined =>
  Object.keys(record).length > 0 ? record : undefined;

const attributesOf = (value: Json | undefined): Record<string, unknown> =>
  plainRecord(listOf(value, 'attributes'));

const originOf = (outer: Json, inner: Json): Item => {
  const resource = attributesOf(outer.resource as Json | undefined);
  const scope = (inner.scope ?? {}) as Json;
  return {
    service: resource['service.name'],
    resource,
    scope: textIn(scope, 'name'),
    scope_version: textIn(scope, 'version'),
    scope_attributes: filled(attributesOf(scope)),
  };
};

const traceName = (id: string, { traces }: Names): string => traces.get(id) ?? id;
const spanName = (id: string, { spans }: Names): string => spans.get(id) ?? id;

const nanos = (value: Json, key: string): bigint => {
  const text = textIn(value, key);
  return /^\d+$/.test(text) ? BigInt(text) : 0n;
};

const spanItem = (span: Json, names: Names): Item => {
  const start = nanos(span, 'startTimeUnixNano');
  const status = (span.status ?? {}) as Json;
  const events = listOf(span, 'events').map((event) => ({
    name: textIn(event, 'name'),
    attributes: attributesOf(event),
  }));
  const links = listOf(span, 'links').map((link) => ({
    trace: traceName(textIn(link, 'traceId'), names),
    id: spanName(textIn(link, 'spanId'), names),
    attributes: attributesOf(link),
  }));
  return {
    name: textIn(span, 'name'),
    kind: SPAN_KINDS[Number(span.kind ?? 0)],
    trace: traceName(textIn(span, 'traceId'), names),
    id: spanName(textIn(span, 'spanId'), names),
    parent: spanName(textIn(span, 'parentSpanId'), names),
    trace_state: textIn(span, 'traceState'),
    start: durationText(start - names.baseNanos),
    duration: durationText(nanos(span, 'endTimeUnixNano') - start),
    status: STATUSES[Number(status.code ?? 0)],
    status_message: textIn(status, 'message'),
    attributes: attributesOf(span),
    events: events.length > 0 ? events : undefined,
    links: links.length > 0 ? links : undefined,
  };
};

const logItem = (record: Json, names: Names): Item => ({
  body: record.body === undefined ? undefined : plainValue(record.body),
  severity: SEVERITIES[Number(record.severityNumber ?? 0) - 1],
  severity_text: textIn(record, 'severityText'),
  event: textIn(record, 'eventName'),
  attributes: attributesOf(record),
  trace: traceName(textIn(record, 'traceId'), names),
  span: spanName(textIn(record, 'spanId'), names),
});

const DATA_KEYS = ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary'] as const;

const numbersIn = (value: unknown, key: string): readonly (number | bigint)[] | undefined => {
  const list = (value as Json | undefined)?.[key];
  return Array.isArray(list) && list.length > 0 ? list.map(numberOf) : undefined;
};

const bucketsOf = (value: unknown): Item | undefined =>
  value === undefined
    ? undefined
    : { offset: numberOf((value as Json).offset), buckets: numbersIn(value, 'bucketCounts') ?? [] };

const optional = (value: unknown): number | bigint | undefined =>
  value === undefined ? undefined : numberOf(value);

const exemplarOf = (exemplar: Json, names: Names): Item =>
  withoutEmpty({
    value: optional(exemplar.asInt ?? exemplar.asDouble),
    trace: traceName(textIn(exemplar, 'traceId'), names),
    id: spanName(textIn(exemplar, 'spanId'), names),
    attributes: filled(plainRecord(listOf(exemplar, 'filteredAttributes'))),
  });

const pointItem = (point: Json, type: string, names: Names): Item => {
  const exemplars = listOf(point, 'exemplars').map((each) => exemplarOf(each, names));
  const counted = {
    count: numberOf(point.count),
    sum: optional(point.sum),
    min: optional(point.min),
    max: optional(point.max),
  };
  const quantiles = listOf(point, 'quantileValues');
  return {
    attributes: attributesOf(point),
    ...(type === 'gauge' || type === 'sum' ? { value: optional(point.asInt ?? point.asDouble) } : counted),
    bounds: numbersIn(point, 'explicitBounds'),
    buckets: numbersIn(point, 'bucketCounts'),
    scale: type === 'exponential_histogram' ? numberOf(point.scale) : undefined,
    zero_count: type === 'exponential_histogram' ? numberOf(point.zeroCount) : undefined,
    positive: bucketsOf(point.positive),
    negative: bucketsOf(point.negative),
    quantiles:
      quantiles.length > 0
        ? quantiles.map(({ quantile, value }) => ({ quantile: numberOf(quantile), value: numberOf(value) }))
        : undefined,
    exemplars: exemplars.length > 0 ? exemplars : undefined,
  };
};

const metricItems = (metric: Json, names: Names): readonly Item[] => {
  const index = DATA_KEYS.findIndex((key) => metric[key] !== undefined);
  const type = METRIC_TYPES[index];
  const data = (metric[DATA_KEYS[index] ?? ''] ?? {}) as Json;
  const temporality = TEMPORALITIES[Number(data.aggregationTemporality ?? 0)];
  return listOf(data, 'dataPoints').map((point) => ({
    name: textIn(metric, 'name'),
    description: textIn(metric, 'description'),
    unit: textIn(metric, 'unit'),
    type,
    temporality: temporality === 'unspecified' ? undefined : temporality,
    monotonic: type === 'sum' ? data.isMonotonic === true : undefined,
    ...pointItem(point, type ?? '', names),
  }));
};

const READ: Readonly<
  Record<
    CaseSignal,
    readonly [outer: string, inner: string, leaf: string, read: (leaf: Json, names: Names) => readonly Item[]]
  >
> = {
  traces: ['resourceSpans', 'scopeSpans', 'spans', (span, names) => [spanItem(span, names)]],
  metrics: ['resourceMetrics', 'scopeMetrics', 'metrics', metricItems],
  logs: ['resourceLogs', 'scopeLogs', 'logRecords', (record, names) => [logItem(record, names)]],
};

/** The items of a request, in its order. */
export const itemsOf = (signal: CaseSignal, request: unknown, names: Names): readonly Item[] => {
  const [outerKey, innerKey, leafKey, read] = READ[signal];
  return listOf(request, outerKey).flatMap((outer) =>
    listOf(outer, innerKey).flatMap((inner) =>
      listOf(inner, leafKey).flatMap((leaf) =>
        read(leaf, names).map((item) => withoutEmpty({ ...item, ...originOf(outer, inner) })),
      ),
    ),
  );
};

/** Ids of the spans of a request: trace and span. */
export const spanIdsOf = (request: unknown): readonly (readonly [trace: string, span: string])[] =>
  listOf(request, 'resourceSpans').flatMap((outer) =>
    listOf(outer, 'scopeSpans').flatMap((inner) =>
      listOf(inner, 'spans').map(
        (span) => [textIn(span, 'traceId').toLowerCase(), textIn(span, 'spanId').toLowerCase()] as const,
      ),
    ),
  );
