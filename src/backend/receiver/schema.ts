// The messages of OTLP that the backend reads, as data.
// Numbers from https://github.com/open-telemetry/opentelemetry-proto/tree/main/opentelemetry/proto
import {
  bool,
  bytes,
  type Decoded,
  double,
  fixed32,
  fixed64,
  hex,
  int32,
  int64,
  lazyMessage,
  type Message,
  message,
  nanos,
  nested,
  repeated,
  sfixed64,
  sint32,
  string,
  uint64,
} from './field.ts';

export interface RawAnyValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: number | bigint;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values?: readonly RawAnyValue[] };
  readonly kvlistValue?: { readonly values?: readonly RawKeyValue[] };
  readonly bytesValue?: string;
}

export interface RawKeyValue {
  readonly key?: string;
  readonly value?: RawAnyValue;
}

const anyValue: Message = {
  stringValue: string(1),
  boolValue: bool(2),
  intValue: int64(3),
  doubleValue: double(4),
  arrayValue: lazyMessage<RawAnyValue['arrayValue']>(5, () => arrayValue),
  kvlistValue: lazyMessage<RawAnyValue['kvlistValue']>(6, () => keyValueList),
  bytesValue: bytes(7),
};
const arrayValue: Message = { values: repeated(nested<RawAnyValue>(1, () => anyValue)) };
const keyValue = { key: string(1), value: nested<RawAnyValue>(2, () => anyValue) };
const keyValueList = { values: repeated(lazyMessage<RawKeyValue>(1, () => keyValue)) };
const attributes = (number: number) => repeated(lazyMessage<RawKeyValue>(number, () => keyValue));

const scope = {
  name: string(1),
  version: string(2),
  attributes: attributes(3),
  droppedAttributesCount: int32(4),
};
const resource = { attributes: attributes(1), droppedAttributesCount: int32(2) };

const event = {
  timeUnixNano: nanos(1),
  name: string(2),
  attributes: attributes(3),
  droppedAttributesCount: int32(4),
};
const link = {
  traceId: hex(1),
  spanId: hex(2),
  traceState: string(3),
  attributes: attributes(4),
  droppedAttributesCount: int32(5),
  flags: fixed32(6),
};
const span = {
  traceId: hex(1),
  spanId: hex(2),
  traceState: string(3),
  parentSpanId: hex(4),
  name: string(5),
  kind: int32(6),
  startTimeUnixNano: nanos(7),
  endTimeUnixNano: nanos(8),
  attributes: attributes(9),
  droppedAttributesCount: int32(10),
  events: repeated(message(11, event)),
  droppedEventsCount: int32(12),
  links: repeated(message(13, link)),
  droppedLinksCount: int32(14),
  status: message(15, { message: string(2), code: int32(3) }),
  flags: fixed32(16),
};

const logRecord = {
  timeUnixNano: nanos(1),
  severityNumber: int32(2),
  severityText: string(3),
  body: nested<RawAnyValue>(5, () => anyValue),
  attributes: attributes(6),
  flags: fixed32(8),
  traceId: hex(9),
  spanId: hex(10),
  observedTimeUnixNano: nanos(11),
  eventName: string(12),
};

const exemplars = (number: number) => repeated(message(number, { filteredAttributes: attributes(7) }));
const numberPoint = {
  startTimeUnixNano: nanos(2),
  timeUnixNano: nanos(3),
  asDouble: double(4),
  exemplars: exemplars(5),
  asInt: sfixed64(6),
  attributes: attributes(7),
};
const histogramPoint = {
  startTimeUnixNano: nanos(2),
  timeUnixNano: nanos(3),
  count: fixed64(4),
  sum: double(5),
  bucketCounts: repeated(fixed64(6)),
  explicitBounds: repeated(double(7)),
  exemplars: exemplars(8),
  attributes: attributes(9),
  min: double(11),
  max: double(12),
};
const buckets = { offset: sint32(1), bucketCounts: repeated(uint64(2)) };
const exponentialPoint = {
  attributes: attributes(1),
  startTimeUnixNano: nanos(2),
  timeUnixNano: nanos(3),
  count: fixed64(4),
  sum: double(5),
  scale: sint32(6),
  zeroCount: fixed64(7),
  positive: message(8, buckets),
  negative: message(9, buckets),
  exemplars: exemplars(11),
  min: double(12),
  max: double(13),
};
const summaryPoint = {
  startTimeUnixNano: nanos(2),
  timeUnixNano: nanos(3),
  count: fixed64(4),
  sum: double(5),
  attributes: attributes(7),
};
const metric = {
  name: string(1),
  description: string(2),
  unit: string(3),
  gauge: message(5, { dataPoints: repeated(message(1, numberPoint)) }),
  sum: message(7, {
    dataPoints: repeated(message(1, numberPoint)),
    aggregationTemporality: int32(2),
    isMonotonic: bool(3),
  }),
  histogram: message(9, {
    dataPoints: repeated(message(1, histogramPoint)),
    aggregationTemporality: int32(2),
  }),
  exponentialHistogram: message(10, {
    dataPoints: repeated(message(1, exponentialPoint)),
    aggregationTemporality: int32(2),
  }),
  summary: message(11, { dataPoints: repeated(message(1, summaryPoint)) }),
};

export const traceRequest = {
  resourceSpans: repeated(
    message(1, {
      resource: message(1, resource),
      scopeSpans: repeated(
        message(2, { scope: message(1, scope), spans: repeated(message(2, span)), schemaUrl: string(3) }),
      ),
      schemaUrl: string(3),
    }),
  ),
};
export const metricsRequest = {
  resourceMetrics: repeated(
    message(1, {
      resource: message(1, resource),
      scopeMetrics: repeated(message(2, { scope: message(1, scope), metrics: repeated(message(2, metric)) })),
    }),
  ),
};
export const logsRequest = {
  resourceLogs: repeated(
    message(1, {
      resource: message(1, resource),
      scopeLogs: repeated(
        message(2, { scope: message(1, scope), logRecords: repeated(message(2, logRecord)) }),
      ),
    }),
  ),
};

export type RawResource = Decoded<typeof resource>;
export type RawSpan = Decoded<typeof span>;
export type RawLogRecord = Decoded<typeof logRecord>;
export type RawMetric = Decoded<typeof metric>;
export type RawHistogramPoint = Decoded<typeof histogramPoint>;
export type RawExponentialPoint = Decoded<typeof exponentialPoint>;
export type RawTraceRequest = Decoded<typeof traceRequest>;
export type RawMetricsRequest = Decoded<typeof metricsRequest>;
export type RawLogsRequest = Decoded<typeof logsRequest>;
