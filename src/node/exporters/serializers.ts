import {
  type IExporterMetricsHelper,
  type ISerializer,
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
  LogsExporterMetricsHelper,
  MetricsExporterMetricsHelper,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
  TraceExporterMetricsHelper,
} from '@opentelemetry/otlp-transformer';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { createSpanEncoder, type EncodedSpan, encodeTraceRequest } from '../../sdk/otlp/encode-span.ts';

/** What one export of a signal carries. */
export interface Payloads {
  readonly traces: (ReadableSpan | EncodedSpan)[];
  readonly metrics: ResourceMetrics;
  readonly logs: ReadableLogRecord[];
}

interface SignalParts<T> {
  readonly protobuf: ISerializer<T, unknown>;
  readonly json: ISerializer<T, unknown>;
  readonly counts: IExporterMetricsHelper<T>;
  readonly grpcMethod: string;
}

const encodeSpan = createSpanEncoder();

/** Takes spans that were encoded as they ended, and any other. */
const protobufTraces: ISerializer<Payloads['traces'], unknown> = {
  serializeRequest: (spans) =>
    encodeTraceRequest(spans.map((span) => ('bytes' in span ? span : encodeSpan(span)))),
  deserializeResponse: (data) => ProtobufTraceSerializer.deserializeResponse(data),
};

/** Paths: https://github.com/open-telemetry/opentelemetry-proto */
export const SIGNALS: { readonly [S in keyof Payloads]: SignalParts<Payloads[S]> } = {
  traces: {
    protobuf: protobufTraces,
    // Spans are encoded as they end for protobuf only.
    json: JsonTraceSerializer as ISerializer<Payloads['traces'], unknown>,
    counts: TraceExporterMetricsHelper as IExporterMetricsHelper<Payloads['traces']>,
    grpcMethod: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
  },
  metrics: {
    protobuf: ProtobufMetricsSerializer,
    json: JsonMetricsSerializer,
    counts: MetricsExporterMetricsHelper,
    grpcMethod: '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export',
  },
  logs: {
    protobuf: ProtobufLogsSerializer,
    json: JsonLogsSerializer,
    counts: LogsExporterMetricsHelper,
    grpcMethod: '/opentelemetry.proto.collector.logs.v1.LogsService/Export',
  },
};
