// The one shape that OTLP data has inside the backend, whichever encoding and transport it came by.

export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | readonly AttributeValue[]
  | { readonly [key: string]: AttributeValue };

export interface Attributes {
  readonly [key: string]: AttributeValue;
}

/** Who sent it. One object is shared by everything of one resource in one request. */
export interface Source {
  readonly service: string;
  readonly resource: Attributes;
}

export type SpanStatus = 'unset' | 'ok' | 'error';
export type SpanKind = 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';

interface SpanEvent {
  readonly name: string;
  /** Milliseconds since 1970, with a fraction. */
  readonly timeMillis: number;
  readonly attributes: Attributes;
}

interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Attributes;
}

export interface Span {
  readonly source: Source;
  readonly scope: string;
  /** 32 lower-case hexadecimal digits. */
  readonly traceId: string;
  /** 16 lower-case hexadecimal digits. */
  readonly spanId: string;
  /** 16 lower-case hexadecimal digits; empty for a root. */
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: SpanKind;
  /** Milliseconds since 1970, with a fraction. */
  readonly startMillis: number;
  /** Taken from the nanoseconds, so that it is exact where the start is rounded to a quarter microsecond. */
  readonly durationMillis: number;
  readonly status: SpanStatus;
  readonly statusMessage: string;
  readonly attributes: Attributes;
  readonly events: readonly SpanEvent[];
  readonly links: readonly SpanLink[];
}

export interface LogRecord {
  readonly source: Source;
  readonly scope: string;
  /** Milliseconds since 1970, with a fraction; the observed time where the record has no own. */
  readonly timeMillis: number;
  /** 1 to 24, 0 where unknown: https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
  readonly severityNumber: number;
  readonly severityText: string;
  readonly body: AttributeValue;
  readonly eventName: string;
  readonly attributes: Attributes;
  readonly traceId: string;
  readonly spanId: string;
}

export type Temporality = 'unspecified' | 'delta' | 'cumulative';

export interface ExponentialBuckets {
  readonly offset: number;
  readonly counts: readonly number[];
}

interface Distribution {
  readonly count: number;
  readonly sum: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly temporality: Temporality;
}

export interface HistogramValue extends Distribution {
  readonly type: 'histogram';
  /** Upper bounds, ascending; the last bucket of `counts` is above the last bound. */
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}

export interface ExponentialHistogramValue extends Distribution {
  readonly type: 'exponentialHistogram';
  readonly scale: number;
  readonly zeroCount: number;
  readonly positive: ExponentialBuckets;
  readonly negative: ExponentialBuckets;
}

export type MetricValue =
  | HistogramValue
  | ExponentialHistogramValue
  | { readonly type: 'gauge'; readonly value: number }
  | {
      readonly type: 'sum';
      readonly value: number;
      readonly monotonic: boolean;
      readonly temporality: Temporality;
    }
  | { readonly type: 'summary'; readonly count: number; readonly sum: number };

export interface MetricPoint {
  readonly source: Source;
  readonly scope: string;
  readonly name: string;
  readonly unit: string;
  readonly attributes: Attributes;
  /** Milliseconds since 1970, with a fraction; 0 where the sender does not know it. */
  readonly startMillis: number;
  readonly timeMillis: number;
  readonly value: MetricValue;
}

/** What one request brought, with what had to be left out of it. */
export interface Batch<Item> {
  readonly items: readonly Item[];
  /** Items that are not valid OTLP, such as a span without ids; the response names their number. */
  readonly rejected: number;
  /** Attribute values that were shortened or left out to fit the limits. */
  readonly truncated: number;
}
