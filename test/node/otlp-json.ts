// The parts of OTLP/JSON that tests look at, flattened.
// https://github.com/open-telemetry/opentelemetry-proto/tree/main/opentelemetry/proto

interface AnyValue {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values: readonly AnyValue[] };
  readonly kvlistValue?: { readonly values: readonly KeyValue[] };
}
interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}
type Attributes = Readonly<Record<string, unknown>>;

const readValue = (value: AnyValue): unknown => {
  if (value.arrayValue) return value.arrayValue.values.map(readValue);
  if (value.kvlistValue) return attributesOf(value.kvlistValue.values);
  if (value.intValue !== undefined) return Number(value.intValue);
  return value.stringValue ?? value.doubleValue ?? value.boolValue;
};
const attributesOf = (pairs: readonly KeyValue[] = []): Attributes =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, readValue(value)]));

interface Scoped<K extends string, T> {
  readonly resource: { readonly attributes: readonly KeyValue[] };
  readonly scope: readonly ({ readonly scope: { readonly name: string } } & Readonly<
    Record<K, readonly T[]>
  >)[];
}
interface RawSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly traceState?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly KeyValue[];
  readonly events: readonly { readonly name: string; readonly attributes: readonly KeyValue[] }[];
  readonly links: readonly { readonly spanId: string }[];
  readonly status: { readonly code: number; readonly message?: string };
}
interface RawPoint {
  readonly attributes: readonly KeyValue[];
  readonly startTimeUnixNano?: number | string;
  readonly timeUnixNano?: number | string;
  readonly count?: number | string;
  readonly asInt?: number | string;
  readonly asDouble?: number;
}
interface RawMetric {
  readonly name: string;
  readonly sum?: { readonly dataPoints: readonly RawPoint[] };
  readonly gauge?: { readonly dataPoints: readonly RawPoint[] };
  readonly histogram?: { readonly dataPoints: readonly RawPoint[] };
  readonly exponentialHistogram?: { readonly dataPoints: readonly RawPoint[] };
}
interface RawLogRecord {
  readonly eventName?: string;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly severityNumber?: number;
  readonly severityText?: string;
  readonly body?: AnyValue;
  readonly attributes: readonly KeyValue[];
}

export interface OtlpJson {
  readonly resourceSpans?: readonly {
    readonly resource: Scoped<never, never>['resource'];
    readonly scopeSpans: Scoped<'spans', RawSpan>['scope'];
  }[];
  readonly resourceMetrics?: readonly { readonly scopeMetrics: Scoped<'metrics', RawMetric>['scope'] }[];
  readonly resourceLogs?: readonly {
    readonly resource: Scoped<never, never>['resource'];
    readonly scopeLogs: Scoped<'logRecords', RawLogRecord>['scope'];
  }[];
}

export interface Span {
  readonly scope: string;
  readonly resource: Attributes;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly traceState: string | undefined;
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer' | 'other';
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
  /** The ids of the spans that it is linked to. */
  readonly links: readonly string[];
  readonly isError: boolean;
  readonly statusMessage: string | undefined;
}

const KINDS: Readonly<Record<number, Span['kind']>> = {
  1: 'internal',
  2: 'server',
  3: 'client',
  4: 'producer',
  5: 'consumer',
};

export const spansOf = ({ resourceSpans = [] }: OtlpJson): readonly Span[] =>
  resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans }) =>
      spans.map((span) => ({
        scope: scope.name,
        resource: attributesOf(resource.attributes),
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId || undefined,
        traceState: span.traceState || undefined,
        name: span.name,
        kind: KINDS[span.kind] ?? 'other',
        attributes: attributesOf(span.attributes),
        // Others than Binnacle leave out what is empty.
        events: (span.events ?? []).map(({ name, attributes }) => ({
          name,
          attributes: attributesOf(attributes),
        })),
        links: (span.links ?? []).map(({ spanId }) => spanId),
        isError: span.status.code === 2,
        statusMessage: span.status.message,
      })),
    ),
  );

export interface MetricPoint {
  readonly metric: string;
  readonly isExponential: boolean;
  readonly attributes: Attributes;
  /** When the process began to count, in nanoseconds: what it sends later counts all since then again. */
  readonly since: string;
  /** When it was collected, in nanoseconds. */
  readonly at: string;
  /** Of a histogram. */
  readonly count: number | undefined;
  /** Of a sum or a gauge. */
  readonly value: number | undefined;
}

export const metricPointsOf = ({ resourceMetrics = [] }: OtlpJson): readonly MetricPoint[] =>
  resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap(({ metrics }) =>
      metrics.flatMap(({ name, sum, gauge, histogram, exponentialHistogram }) =>
        ((sum ?? gauge ?? histogram ?? exponentialHistogram)?.dataPoints ?? []).map(
          ({ attributes, startTimeUnixNano, timeUnixNano, count, asInt, asDouble }) => ({
            metric: name,
            since: String(startTimeUnixNano),
            at: String(timeUnixNano),
            isExponential: exponentialHistogram !== undefined,
            attributes: attributesOf(attributes),
            count: count === undefined ? undefined : Number(count),
            value: asDouble ?? (asInt === undefined ? undefined : Number(asInt)),
          }),
        ),
      ),
    ),
  );

export interface LogRecord {
  readonly resource: Attributes;
  readonly eventName: string | undefined;
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  readonly severityNumber: number | undefined;
  readonly severityText: string | undefined;
  readonly body: unknown;
  readonly attributes: Attributes;
}

export const logRecordsOf = ({ resourceLogs = [] }: OtlpJson): readonly LogRecord[] =>
  resourceLogs.flatMap(({ resource, scopeLogs }) =>
    scopeLogs.flatMap(({ logRecords }) =>
      logRecords.map(({ eventName, severityNumber, traceId, spanId, severityText, body, attributes }) => ({
        resource: attributesOf(resource.attributes),
        eventName,
        traceId,
        spanId,
        severityNumber,
        severityText,
        body: body && readValue(body),
        attributes: attributesOf(attributes),
      })),
    ),
  );
