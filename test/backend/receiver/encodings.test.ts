// The same telemetry, serialised by OpenTelemetry's own libraries, comes out as the same model however it is sent.

import { expect, test } from '@jest/globals';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import {
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import {
  AggregationTemporality,
  AggregationType,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { decodeJson } from '../../../src/backend/receiver/json.ts';
import { toLogRecords } from '../../../src/backend/receiver/logs.ts';
import { toMetricPoints } from '../../../src/backend/receiver/metrics.ts';
import { decodeProtobuf } from '../../../src/backend/receiver/protobuf.ts';
import { logsRequest, metricsRequest, traceRequest } from '../../../src/backend/receiver/schema.ts';
import { SourcePool } from '../../../src/backend/receiver/source-pool.ts';
import { toSpans } from '../../../src/backend/receiver/traces.ts';

const resource = resourceFromAttributes({ 'service.name': 'shop', 'process.pid': 42 });
const bytes = (payload: Uint8Array | undefined): Buffer => Buffer.from(payload ?? []);

test('spans: protobuf and JSON give the same', async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const tracer = provider.getTracer('test', '1.0.0');
  const parent = tracer.startSpan('GET /', { kind: SpanKind.SERVER, attributes: { 'http.route': '/' } });
  const child = tracer.startSpan(
    'SELECT',
    {
      kind: SpanKind.CLIENT,
      attributes: { text: 'ä😀', whole: -7, part: 1.5, flag: true, list: ['a', 'b'] },
      links: [
        { context: { traceId: 'f'.repeat(32), spanId: 'e'.repeat(16), traceFlags: TraceFlags.SAMPLED } },
      ],
    },
    trace.setSpan(ROOT_CONTEXT, parent),
  );
  child.recordException(new TypeError('no such row'));
  child.setStatus({ code: SpanStatusCode.ERROR, message: 'failed' });
  child.end();
  parent.end();
  await provider.forceFlush();
  const spans = exporter.getFinishedSpans();
  const pool = new SourcePool();
  const fromProtobuf = toSpans(
    decodeProtobuf(bytes(ProtobufTraceSerializer.serializeRequest(spans)), traceRequest),
    pool,
  );
  const fromJson = toSpans(
    decodeJson(bytes(JsonTraceSerializer.serializeRequest(spans)), traceRequest),
    pool,
  );
  expect(fromProtobuf).toEqual(fromJson);
  expect(fromProtobuf).toMatchObject({ rejected: 0, truncated: 0 });
  expect(fromProtobuf.items).toEqual([
    expect.objectContaining({
      name: 'SELECT',
      kind: 'client',
      status: 'error',
      statusMessage: 'failed',
      scope: 'test',
      traceId: parent.spanContext().traceId,
      parentSpanId: parent.spanContext().spanId,
      source: { service: 'shop', resource: { 'service.name': 'shop', 'process.pid': 42 } },
      attributes: { text: 'ä😀', whole: -7, part: 1.5, flag: true, list: ['a', 'b'] },
      links: [{ traceId: 'f'.repeat(32), spanId: 'e'.repeat(16), attributes: {} }],
      events: [
        expect.objectContaining({
          name: 'exception',
          attributes: expect.objectContaining({
            'exception.type': 'TypeError',
            'exception.message': 'no such row',
          }),
        }),
      ],
    }),
    expect.objectContaining({ name: 'GET /', kind: 'server', status: 'unset', parentSpanId: '' }),
  ]);
  expect(new Set(fromProtobuf.items.map(({ source }) => source)).size).toBe(1);
});

test('logs: protobuf and JSON give the same', async () => {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor({ exporter })] });
  const context = trace.setSpanContext(ROOT_CONTEXT, {
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    traceFlags: TraceFlags.SAMPLED,
  });
  provider.getLogger('pino').emit({
    severityNumber: 17,
    severityText: 'ERROR',
    body: { nested: { list: [1, 'two', null] } },
    attributes: { blob: new Uint8Array([1, 2, 255]), name: 'x' },
    context,
  });
  await provider.forceFlush();
  const records = exporter.getFinishedLogRecords();
  const pool = new SourcePool();
  const fromProtobuf = toLogRecords(
    decodeProtobuf(bytes(ProtobufLogsSerializer.serializeRequest(records)), logsRequest),
    pool,
  );
  const fromJson = toLogRecords(
    decodeJson(bytes(JsonLogsSerializer.serializeRequest(records)), logsRequest),
    pool,
  );
  expect(fromProtobuf).toEqual(fromJson);
  expect(fromProtobuf.items).toEqual([
    expect.objectContaining({
      severityNumber: 17,
      severityText: 'ERROR',
      body: { nested: { list: [1, 'two', null] } },
      attributes: { blob: 'AQL/', name: 'x' },
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      scope: 'pino',
    }),
  ]);
});

test('metrics: protobuf and JSON give the same', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({
    resource,
    readers: [reader],
    views: [
      {
        instrumentName: 'exponential',
        aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM, options: { maxSize: 20 } },
      },
    ],
  });
  const meter = provider.getMeter('test');
  meter.createCounter('counter', { unit: '1' }).add(3, { a: 'b' });
  meter.createUpDownCounter('up-down').add(-2.5);
  meter.createGauge('gauge').record(7);
  for (const name of ['explicit', 'exponential']) {
    const histogram = meter.createHistogram(name, { advice: { explicitBucketBoundaries: [1, 10] } });
    for (const value of [0, 0.5, 5, 50]) histogram.record(value);
  }
  await reader.forceFlush();
  const [metrics] = exporter.getMetrics();
  await provider.shutdown();
  if (!metrics) throw new Error('the reader exported nothing');
  const pool = new SourcePool();
  const fromProtobuf = toMetricPoints(
    decodeProtobuf(bytes(ProtobufMetricsSerializer.serializeRequest(metrics)), metricsRequest),
    pool,
  );
  const fromJson = toMetricPoints(
    decodeJson(bytes(JsonMetricsSerializer.serializeRequest(metrics)), metricsRequest),
    pool,
  );
  expect(fromProtobuf).toEqual(fromJson);
  const values = Object.fromEntries(fromProtobuf.items.map(({ name, value }) => [name, value]));
  expect(values).toEqual({
    counter: { type: 'sum', value: 3, monotonic: true, temporality: 'cumulative' },
    'up-down': { type: 'sum', value: -2.5, monotonic: false, temporality: 'cumulative' },
    gauge: { type: 'gauge', value: 7 },
    explicit: {
      type: 'histogram',
      temporality: 'cumulative',
      count: 4,
      sum: 55.5,
      min: 0,
      max: 50,
      bounds: [1, 10],
      counts: [2, 1, 1],
    },
    exponential: expect.objectContaining({
      type: 'exponentialHistogram',
      count: 4,
      zeroCount: 1,
      min: 0,
      max: 50,
    }),
  });
});
