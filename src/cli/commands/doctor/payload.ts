import { SeverityNumber } from '@opentelemetry/api';
import {
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, type ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { type ReadableSpan, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Settings } from '../../../core/settings/index.ts';
import { VERSION } from '../../../core/version.ts';
import type { Signal } from '../../../node/exporters/otlp-target.ts';

/** The name of everything that a test export sends; nothing is found under it but what `doctor` sent. */
const MARK = 'binnacle.doctor';

const resourceOf = ({ serviceName }: Settings): Resource =>
  resourceFromAttributes({
    'service.name': serviceName ?? 'unknown_service:node',
    'telemetry.distro.name': 'binnacle',
    'telemetry.distro.version': VERSION,
  });

class OneReading extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

const nothing = async (): Promise<void> => {};

const createSpan = (resource: Resource): readonly ReadableSpan[] => {
  const ended: ReadableSpan[] = [];
  const processor = {
    onStart: () => {},
    onEnd: (span: ReadableSpan) => void ended.push(span),
    forceFlush: nothing,
    shutdown: nothing,
  };
  new TracerProvider({ resource, spanProcessors: [processor] }).getTracer(MARK).startSpan(MARK).end();
  return ended;
};

const createRecord = (resource: Resource): readonly ReadWriteLogRecord[] => {
  const emitted: ReadWriteLogRecord[] = [];
  const processor = {
    onEmit: (record: ReadWriteLogRecord) => void emitted.push(record),
    forceFlush: nothing,
    shutdown: nothing,
  };
  new LoggerProvider({ resource, processors: [processor] })
    .getLogger(MARK)
    .emit({ body: MARK, severityNumber: SeverityNumber.INFO });
  return emitted;
};

const createReading = async (resource: Resource) => {
  const reader = new OneReading();
  const provider = new MeterProvider({ resource, readers: [reader] });
  provider.getMeter(MARK).createCounter(MARK, { description: 'test exports' }).add(1);
  return (await reader.collect()).resourceMetrics;
};

/** One span, one count or one log record, encoded. */
export const createPayload = async (
  signal: Signal,
  settings: Settings,
  isJson: boolean,
): Promise<Uint8Array> => {
  const resource = resourceOf(settings);
  const bytes = {
    traces: () =>
      (isJson ? JsonTraceSerializer : ProtobufTraceSerializer).serializeRequest([...createSpan(resource)]),
    metrics: async () =>
      (isJson ? JsonMetricsSerializer : ProtobufMetricsSerializer).serializeRequest(
        await createReading(resource),
      ),
    logs: () =>
      (isJson ? JsonLogsSerializer : ProtobufLogsSerializer).serializeRequest([...createRecord(resource)]),
  };
  return (await bytes[signal]()) ?? new Uint8Array();
};
