import { beforeEach, describe, expect, test } from '@jest/globals';
import { createTraceState, SpanStatusCode } from '@opentelemetry/api';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { createRedactor } from '../../../src/core/redaction/index.ts';
import {
  createRedactingLogRecordProcessor,
  createRedactingSpanProcessor,
  createSessionLogRecordProcessor,
  createSessionSpanProcessor,
  createWebInstrumentation,
  createWebSession,
  type RedactionOptions,
  type WebSession,
} from '../../../src/web/otel/index.ts';
import { STATEMENT_IN_PAGE, statementRecords, statementVectors } from '../../core/redaction/vectors/index.ts';

const MAIL = 'jo@example.com';
const MARK = '[REDACTED:email]';
const resource = resourceFromAttributes({ 'service.name': `shop of ${MAIL}` });

let session: WebSession;
beforeEach(() => {
  session = createWebSession();
});

/** With the types of the SDK, which ours have to fit. */
const sdkWith = (options?: RedactionOptions) => {
  const spans = new InMemorySpanExporter();
  const records = new InMemoryLogRecordExporter();
  const tracers = new TracerProvider({
    resource,
    spanProcessors: [
      createSessionSpanProcessor(session),
      createRedactingSpanProcessor(new SimpleSpanProcessor({ exporter: spans }), options),
    ],
  });
  const loggers = new LoggerProvider({
    resource,
    processors: [
      createSessionLogRecordProcessor(session),
      createRedactingLogRecordProcessor(new SimpleLogRecordProcessor({ exporter: records }), options),
    ],
  });
  return { spans, records, tracer: tracers.getTracer('page'), logger: loggers.getLogger('page'), tracers };
};

describe('spans', () => {
  test.each(statementVectors)('lose statements as a whole: $system: $what', ({ system, statement }) => {
    for (const record of statementRecords(system, statement)) {
      const { spans, tracer } = sdkWith();
      tracer.startSpan('query', { attributes: record }).end();
      const expected = Object.fromEntries(
        Object.entries(record).map(([key, value]) => [key, value === statement ? STATEMENT_IN_PAGE : value]),
      );
      expect(spans.getFinishedSpans()[0]?.attributes).toEqual({
        ...expected,
        'session.id': expect.any(String),
      });
    }
  });

  test('are clean in every part, and have the session', () => {
    const { spans, tracer } = sdkWith();
    const span = tracer.startSpan(`pay ${MAIL}`, {
      attributes: {
        note: MAIL,
        list: ['a', MAIL],
        'url.full': `https://shop.example/?token=abc&mail=${MAIL}`,
        n: 5,
      },
      links: [
        {
          context: {
            traceId: 'ab'.repeat(16),
            spanId: 'cd'.repeat(8),
            traceFlags: 1,
            traceState: createTraceState(`ot=th:8,shop=${MAIL}`),
          },
          attributes: { note: MAIL },
        },
      ],
    });
    span.addEvent(`by ${MAIL}`, { note: MAIL });
    span.setStatus({ code: SpanStatusCode.ERROR, message: MAIL });
    span.end();
    const [sent] = spans.getFinishedSpans();
    expect(sent).toMatchObject({
      name: `pay ${MARK}`,
      attributes: {
        note: MARK,
        list: ['a', MARK],
        'url.full': 'https://shop.example/?token=REDACTED&mail=REDACTED',
        n: 5,
        'session.id': session.getSessionId(),
      },
      events: [{ name: `by ${MARK}`, attributes: { note: MARK } }],
      links: [{ attributes: { note: MARK } }],
      status: { code: SpanStatusCode.ERROR, message: MARK },
      resource: { attributes: { 'service.name': `shop of ${MARK}` } },
      kind: 0,
    });
    expect(sent?.spanContext()).toEqual(span.spanContext());
    expect(sent?.links[0]?.context.traceState?.serialize()).toBe('ot=th:8');
    expect(sent?.duration[0]).toBeGreaterThanOrEqual(0);
  });

  test('of one resource have one clean one', () => {
    const { spans, tracer } = sdkWith();
    for (let n = 0; n < 2; n++) tracer.startSpan('x').end();
    const [one, other] = spans.getFinishedSpans();
    expect(one?.resource).toBe(other?.resource);
  });

  test('with all rules of the engine', () => {
    const { spans, tracer } = sdkWith({ redaction: createRedactor() });
    tracer.startSpan('call +44 20 7946 0958').end();
    expect(spans.getFinishedSpans()[0]?.name).not.toContain('7946');
  });

  test('of numbers lose cards, and what has the name of a secret', () => {
    const { spans, tracer } = sdkWith();
    tracer.startSpan('x', { attributes: { pin: 1234, paid: 4_111_111_111_111_111, n: 5, took: 0.25 } }).end();
    expect(spans.getFinishedSpans()[0]?.attributes).toMatchObject({
      pin: 'REDACTED',
      paid: '[REDACTED:payment-card]',
      n: 5,
      took: 0.25,
    });
  });

  // Names, numbers and hashes as in Node.
  test('by a policy, with its lists of keys', () => {
    const redaction = createRedactor({
      preset: 'gdpr',
      hashKey: '0123456789abcdef0123456789abcdef',
      keys: { allow: ['app.token'], deny: ['tenant'], remove: ['debug'] },
    });
    const record = { 'user.id': 7, tenant: 'north', debug: 'v', 'app.token': 'abc', note: MAIL, pin: 1234 };
    const { spans, records, tracer, logger } = sdkWith({ redaction });
    tracer.startSpan('x', { attributes: record }).end();
    logger.emit({ body: record, attributes: record });
    const expected = redaction.attributes(record);
    expect(expected['user.id']).toMatch(/^\[HASHED:key_/);
    const [span] = spans.getFinishedSpans();
    const { 'session.id': session, ...attributes } = span?.attributes ?? {};
    expect(attributes).toEqual(expected);
    expect(session).toMatch(/^\[HASHED:key_/);
    expect(records.getFinishedLogRecords()[0]?.body).toEqual(expected);
  });

  test('reach the end of the SDK', async () => {
    const { spans, tracer, tracers } = sdkWith();
    tracer.startSpan('x').end();
    await tracers.forceFlush();
    await tracers.shutdown();
    expect(spans.getFinishedSpans()).toEqual([]);
  });
});

test('log records are clean in every part, and have the session', () => {
  const { records, logger } = sdkWith();
  logger.emit({
    eventName: `by ${MAIL}`,
    body: { deep: [{ text: MAIL, n: 1 }], bytes: new Uint8Array(2) },
    attributes: { note: MAIL, more: { [MAIL]: MAIL } },
    severityText: MAIL,
    severityNumber: 9,
  });
  const [sent] = records.getFinishedLogRecords();
  expect(sent).toMatchObject({
    eventName: `by ${MARK}`,
    body: { deep: [{ text: MARK, n: 1 }], bytes: new Uint8Array(2) },
    attributes: { note: MARK, more: { [MARK]: MARK }, 'session.id': session.getSessionId() },
    severityText: MARK,
    severityNumber: 9,
    resource: { attributes: { 'service.name': `shop of ${MARK}` } },
  });
});

test('a session goes on until it is forgotten', () => {
  const begun: unknown[] = [];
  session.onBegin((previous) => begun.push([session.getSessionId(), previous]));
  const id = session.getSessionId();
  expect(session.getSessionId()).toBe(id);
  session.forget();
  expect(session.getSessionId()).not.toBe(id);
  expect(begun).toEqual([
    [id, undefined],
    [session.getSessionId(), undefined],
  ]);
});

test('the instrumentation is one of the SDK, and harmless without a page', () => {
  const instrumentation: Instrumentation = createWebInstrumentation({ session });
  instrumentation.setTracerProvider(sdkWith().tracers);
  expect(() => {
    instrumentation.enable();
    instrumentation.disable();
  }).not.toThrow();
  expect(instrumentation.getConfig()).toEqual({ session });
});
