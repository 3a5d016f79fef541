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

/** What one export of a signal carries. */
export interface Payloads {
  readonly traces: ReadableSpan[];
  readonly metrics: ResourceMetrics;
  readonly logs: ReadableLogRecord[];
}

interface SignalParts<T> {
  readonly protobuf: ISerializer<T, unknown>;
  readonly json: ISerializer<T, unknown>;
  readonly counts: IExporterMetricsHelper<T>;
  readonly grpcMethod: string;
}

/** The official encoders. Paths: https://github.com/open-telemetry/opentelemetry-proto */
export const SIGNALS: { readonly [S in keyof Payloads]: SignalParts<Payloads[S]> } = {
  traces: {
    protobuf: ProtobufTraceSerializer,
    json: JsonTraceSerializer,
    counts: TraceExporterMetricsHelper,
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
