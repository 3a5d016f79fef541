import { describe, expect, test } from '@jest/globals';
import { ROOT_CONTEXT, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { JsonLogsSerializer, JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  type ReadableLogRecord,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { createRedactor } from '../../src/core/redaction/index.ts';
import { createRedactingLogExporter, redactLogRecord } from '../../src/sdk/redacting-log-exporter.ts';
import { createRedactingSpanExporter, redactSpan } from '../../src/sdk/redacting-span-exporter.ts';

const redactor = createRedactor();
const PERSONAL = /jo@|hunter2/;
const link = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: TraceFlags.SAMPLED };

/** A span of the real SDK, so that what it hides in getters and prototypes is there. */
const spanOf = (name: string, personal: string): ReadableSpan => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const span = provider.getTracer('test', '1.2.3').startSpan(name, {
    attributes: { 'http.route': '/items/:id', note: personal, list: ['x', personal] },
    links: [
      { context: link, attributes: { note: personal } },
      { context: link, attributes: { note: 'fine' } },
    ],
  });
  span.addEvent('fine', { n: 1 });
  span.addEvent(`sent ${personal}`, { to: personal });
  span.recordException(new Error(`cannot reach ${personal}`));
  span.setStatus({ code: SpanStatusCode.ERROR, message: `cannot reach ${personal}` });
  span.end();
  return exporter.getFinishedSpans()[0] as ReadableSpan;
};

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const spanJson = (span: ReadableSpan): string => text(JsonTraceSerializer.serializeRequest([span]));

describe('redactSpan', () => {
  test('returns the same span where there is nothing to hide', () => {
    const span = spanOf('GET /items/:id', 'a text');
    expect(redactSpan(span, redactor)).toBe(span);
  });

  test('cleans name, attributes, events, links and status, and leaves the span as it was', () => {
    const span = spanOf('GET /users/jo@example.com', 'jo@example.com');
    const before = spanJson(span);
    const clean = redactSpan(span, redactor);

    expect(clean.name).toBe('GET /users/[REDACTED:email]');
    expect(clean.attributes).toEqual({
      'http.route': '/items/:id',
      note: '[REDACTED:email]',
      list: ['x', '[REDACTED:email]'],
    });
    expect(clean.status).toEqual({ code: SpanStatusCode.ERROR, message: 'cannot reach [REDACTED:email]' });
    expect(clean.events.map(({ name }) => name)).toEqual(['fine', 'sent [REDACTED:email]', 'exception']);
    expect(clean.events[2]?.attributes).toMatchObject({
      'exception.message': 'cannot reach [REDACTED:email]',
    });
    expect(clean.links.map(({ attributes }) => attributes?.note)).toEqual(['[REDACTED:email]', 'fine']);
    expect(clean.events[0]).toBe(span.events[0]);
    expect(clean.links[1]).toBe(span.links[1]);

    expect(before).toMatch(PERSONAL);
    expect(spanJson(span)).toBe(before);
    expect(redactSpan(clean, redactor)).toBe(clean);
  });

  test.each([
    ['only the name', 'jo@example.com', 'fine'],
    ['all the rest', 'fine', 'token=hunter2'],
  ])('is written out clean and whole: %s', (_what, name, personal) => {
    const span = spanOf(name, personal);
    const clean = spanJson(redactSpan(span, redactor));
    expect(clean).not.toMatch(PERSONAL);
    const expected = spanJson(span)
      .replaceAll('jo@example.com', '[REDACTED:email]')
      .replaceAll('token=hunter2', 'token=[REDACTED:secret-assignment]');
    expect(JSON.parse(clean)).toEqual(JSON.parse(expected));
  });
});

const recordOf = (body: ReadableLogRecord['body'], note: string): ReadableLogRecord => {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
  provider.getLogger('test').emit({
    severityText: 'WARN',
    severityNumber: 13,
    eventName: 'basket.priced',
    ...(body !== undefined && { body }),
    attributes: { note },
    context: trace.setSpanContext(ROOT_CONTEXT, link),
  });
  return exporter.getFinishedLogRecords()[0] as ReadableLogRecord;
};
const logJson = (record: ReadableLogRecord): string => text(JsonLogsSerializer.serializeRequest([record]));

describe('redactLogRecord', () => {
  test.each([['a text'], [undefined], [{ a: ['b', 1] }]])('returns the same record for %j', (body) => {
    const record = recordOf(body, 'fine');
    expect(redactLogRecord(record, redactor)).toBe(record);
  });

  test.each([
    ['a text', 'mail to jo@example.com', 'fine'],
    ['a map', { user: { email: 'jo@example.com', tags: ['jo@example.com'] } }, 'fine'],
    ['attributes', 'fine', 'password=hunter2'],
  ])('cleans %s, keeps the rest, and leaves the record as it was', (_what, body, note) => {
    const record = recordOf(body, note);
    const before = logJson(record);
    const clean = redactLogRecord(record, redactor);
    expect(before).toMatch(PERSONAL);
    expect(logJson(clean)).not.toMatch(PERSONAL);
    expect(logJson(clean)).toContain('REDACTED');
    expect(logJson(record)).toBe(before);
    for (const kept of ['"WARN"', 'basket.priced', link.traceId, link.spanId])
      expect(logJson(clean)).toContain(kept);
    expect(redactLogRecord(clean, redactor)).toBe(clean);
  });
});

test('the exporters pass clean items on, and flush and shut down what is behind them', async () => {
  const spans = new InMemorySpanExporter();
  const logs = new InMemoryLogRecordExporter();
  const exporters = [
    createRedactingSpanExporter(spans, redactor),
    createRedactingLogExporter(logs, redactor),
  ] as const;
  const results = await Promise.all([
    new Promise<ExportResult>((done) => exporters[0].export([spanOf('jo@example.com', 'fine')], done)),
    new Promise<ExportResult>((done) => exporters[1].export([recordOf('jo@example.com', 'fine')], done)),
  ]);
  expect(results.map(({ code }) => code)).toEqual([ExportResultCode.SUCCESS, ExportResultCode.SUCCESS]);
  expect(spans.getFinishedSpans().map(({ name }) => name)).toEqual(['[REDACTED:email]']);
  expect(logs.getFinishedLogRecords().map(({ body }) => body)).toEqual(['[REDACTED:email]']);
  await Promise.all(exporters.map((exporter) => exporter.forceFlush?.()));
  await Promise.all(exporters.map((exporter) => exporter.shutdown()));
  expect(spans.getFinishedSpans()).toEqual([]);
});
