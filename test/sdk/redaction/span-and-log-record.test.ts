import { describe, expect, test } from '@jest/globals';
import { createTraceState, ROOT_CONTEXT, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
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
import { createRedactor } from '../../../src/core/redaction/index.ts';
import {
  createLogRecordRedactor,
  createRedactingLogExporter,
} from '../../../src/sdk/redaction/log-record.ts';
import { createSpanRedactor, onceForSpan } from '../../../src/sdk/redaction/span.ts';

const redactor = createRedactor();
const redactSpan = createSpanRedactor(() => redactor);
const redactLogRecord = createLogRecordRedactor(() => redactor);
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
    expect(redactSpan(span)).toBe(span);
  });

  test('cleans name, attributes, events, links and status, and leaves the span as it was', () => {
    const span = spanOf('GET /users/jo@example.com', 'jo@example.com');
    const before = spanJson(span);
    const clean = redactSpan(span);

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
    expect(redactSpan(clean)).toBe(clean);
  });

  test.each([
    ['only the name', 'jo@example.com', 'fine'],
    ['all the rest', 'fine', 'token=hunter2'],
  ])('is written out clean and whole: %s', (_what, name, personal) => {
    const span = spanOf(name, personal);
    const clean = spanJson(redactSpan(span));
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
    expect(redactLogRecord(record)).toBe(record);
  });

  test.each([
    ['a text', 'mail to jo@example.com', 'fine'],
    ['a map', { user: { email: 'jo@example.com', tags: ['jo@example.com'] } }, 'fine'],
    ['attributes', 'fine', 'password=hunter2'],
  ])('cleans %s, keeps the rest, and leaves the record as it was', (_what, body, note) => {
    const record = recordOf(body, note);
    const before = logJson(record);
    const clean = redactLogRecord(record);
    expect(before).toMatch(PERSONAL);
    expect(logJson(clean)).not.toMatch(PERSONAL);
    expect(logJson(clean)).toContain('REDACTED');
    expect(logJson(record)).toBe(before);
    for (const kept of ['"WARN"', 'basket.priced', link.traceId, link.spanId])
      expect(logJson(clean)).toContain(kept);
    expect(redactLogRecord(clean)).toBe(clean);
  });
});

test('the exporter passes clean records on, and flushes and shuts down what is behind it', async () => {
  const logs = new InMemoryLogRecordExporter();
  const exporter = createRedactingLogExporter(logs, redactLogRecord);
  const result = await new Promise<ExportResult>((done) =>
    exporter.export([recordOf('jo@example.com', 'fine')], done),
  );
  expect(result.code).toBe(ExportResultCode.SUCCESS);
  expect(logs.getFinishedLogRecords().map(({ body }) => body)).toEqual(['[REDACTED:email]']);
  await exporter.forceFlush();
  await exporter.shutdown();
  expect(logs.getFinishedLogRecords()).toEqual([]);
});

describe('what is around a span and a log record', () => {
  const scope = {
    name: 'lib jo@example.com',
    version: '1 jo@example.com',
    schemaUrl: 'https://h/?token=hunter2',
  };
  const cleanScope = {
    name: 'lib [REDACTED:email]',
    version: '1 [REDACTED:email]',
    schemaUrl: 'https://h/?token=REDACTED',
  };
  const traceState = createTraceState('ot=th:8;rv:41111111111111,a=jo@example.com,b=x,c=jo%40example.com');
  const context = { ...link, traceState };

  test('the scope of a span, and the states of it and its links', () => {
    const span: ReadableSpan = Object.create(spanOf('GET', 'fine'), {
      instrumentationScope: { value: scope },
      spanContext: { value: () => context },
      links: { value: [{ context }, { context: link }] },
    });
    const clean = redactSpan(span);
    expect(clean.instrumentationScope).toEqual(cleanScope);
    expect(clean.spanContext().traceState?.serialize()).toBe('ot=th:8;rv:41111111111111,b=x');
    expect(clean.spanContext()).toMatchObject(link);
    expect(clean.links.map((each) => each.context.traceState?.serialize())).toEqual([
      'ot=th:8;rv:41111111111111,b=x',
      undefined,
    ]);
    const json = spanJson(clean);
    expect(json).not.toMatch(/jo(?:@|%40)/);
    expect(json).toContain('"b=x"'.slice(1, -1));
    // Spans are put together by their scopes.
    expect(redactSpan(Object.create(span)).instrumentationScope).toBe(clean.instrumentationScope);
  });

  test('the scope, the event and the severity of a log record', () => {
    const record: ReadableLogRecord = Object.create(recordOf('fine', 'fine'), {
      instrumentationScope: { value: scope },
      eventName: { value: 'sent to jo@example.com' },
      severityText: { value: 'token=hunter2' },
    });
    expect(redactLogRecord(record)).toMatchObject({
      instrumentationScope: cleanScope,
      eventName: 'sent to [REDACTED:email]',
      severityText: expect.not.stringMatching(PERSONAL),
    });
  });

  test('of one span that several exporters want, the text is searched once', () => {
    let searched = 0;
    const counting = onceForSpan(
      createSpanRedactor(() => ({
        ...redactor,
        text: (value) => {
          searched++;
          return redactor.text(value);
        },
      })),
    );
    const span = spanOf('jo@example.com', 'fine');
    expect(counting(span)).toBe(counting(span));
    const once = searched;
    counting(spanOf('jo@example.com', 'fine'));
    expect(searched).toBeGreaterThan(once);
  });

  test('of many spans that come to several exporters in batches, each is redacted once', () => {
    let redacted = 0;
    const redact = onceForSpan((span) => {
      redacted++;
      return redactSpan(span);
    });
    const spans = Array.from({ length: 5 }, (_, i) => spanOf(`jo@example.com ${i}`, 'fine'));
    const first = spans.map(redact);
    expect(spans.map(redact)).toEqual(first);
    expect(first.map(({ name }) => name)).toEqual(spans.map((_, i) => `[REDACTED:email] ${i}`));
    expect(redacted).toBe(spans.length);
  });
});
