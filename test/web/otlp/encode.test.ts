import { describe, expect, test } from '@jest/globals';
import { type Attributes, createTraceState, type HrTime } from '@opentelemetry/api';
import { JsonLogsSerializer, JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import {
  encodeLog,
  encodeSpan,
  keyValues,
  type LogRecord,
  nanos,
  type Scope,
  type SpanRecord,
} from '../../../src/web/otlp/encode.ts';
import { requestOf } from '../../../src/web/otlp/request.ts';

const asIs = (text: string): string => text;

/** Milliseconds that a double holds exactly, in quarters. */
const START = 1_700_000_000_123.25;

const hrTimeOf = (millis: number): HrTime => {
  const text = nanos(millis);
  return [Number(text.slice(0, -9)), Number(text.slice(-9))];
};

const REMOTE = {
  traceId: 'ab'.repeat(16),
  spanId: '0f'.repeat(8),
  traceFlags: 1,
  isRemote: true,
  traceState: createTraceState('ot=th:8,x=y'),
};

const spanWith = (attributes: Attributes, more: Partial<SpanRecord> = {}): SpanRecord => ({
  context: { traceId: '12'.repeat(16), spanId: '34'.repeat(8), traceFlags: 1 },
  name: 'GET',
  kind: 2,
  start: START,
  end: START + 20.5,
  attributes,
  droppedAttributes: 0,
  events: [],
  droppedEvents: 0,
  links: [],
  status: { code: 0 },
  ...more,
});

const RESOURCE = { 'service.name': 'shop', 'browser.brands': ['A 1', 'B 2'], 'browser.mobile': false };
const resource = resourceFromAttributes(RESOURCE);
const encodedResource = JSON.stringify({ attributes: keyValues(RESOURCE, asIs), droppedAttributesCount: 0 });

const readable = (span: SpanRecord, scope: Scope): ReadableSpan =>
  ({
    name: span.name,
    kind: span.kind,
    spanContext: () => span.context,
    parentSpanContext: span.parent,
    startTime: hrTimeOf(span.start),
    endTime: hrTimeOf(span.end),
    attributes: span.attributes,
    droppedAttributesCount: span.droppedAttributes,
    events: span.events.map(({ time, ...event }) => ({ ...event, time: hrTimeOf(time) })),
    droppedEventsCount: span.droppedEvents,
    links: span.links,
    droppedLinksCount: 0,
    status: span.status,
    resource,
    instrumentationScope: scope,
  }) as unknown as ReadableSpan;

const ours = (spans: readonly SpanRecord[], scopes: readonly Scope[]): string =>
  requestOf(
    encodedResource,
    spans.map((span, i) => ({
      signal: 'traces',
      scope: scopes[i % scopes.length] as Scope,
      json: encodeSpan(span, asIs),
    })),
  );

const official = (spans: readonly SpanRecord[], scopes: readonly Scope[]): string =>
  new TextDecoder().decode(
    JsonTraceSerializer.serializeRequest(
      spans.map((span, i) => readable(span, scopes[i % scopes.length] as Scope)),
    ),
  );

const ONE: readonly Scope[] = [{ name: 'binnacle', version: '1.2.3' }];

const SPANS: readonly (readonly [string, SpanRecord])[] = [
  ['nothing', spanWith({})],
  ['plain values', spanWith({ text: 'a', no: false, yes: true, empty: '', n: 5, half: 0.5, minus: -1e-9 })],
  ['large numbers', spanWith({ zero: 0, large: 2 ** 53 - 1, huge: 2 ** 62, beyond: 1e300 })],
  ['text beyond ASCII', spanWith({ a: 'grün', b: '€ 5', c: '🧭', d: '\u0000"\\\u2028', half: '\ud800' })],
  ['lists', spanWith({ texts: ['a', 'b'], numbers: [1, 2.5], none: [] })],
  [
    'parent, events, links and status',
    spanWith(
      { a: 1 },
      {
        parent: REMOTE,
        droppedAttributes: 3,
        droppedEvents: 2,
        events: [
          { name: 'with', time: START + 1, attributes: { n: 1 } },
          { name: 'without', time: START + 2 },
        ],
        links: [{ context: REMOTE, attributes: { why: 'because' } }, { context: REMOTE }],
        status: { code: 2, message: 'broken' },
      },
    ),
  ],
  ['a trace state', spanWith({}, { context: { ...REMOTE, isRemote: false } })],
];

describe('a span is written byte by byte as the official encoder writes it', () => {
  test.each(SPANS)('%s', (_what, span) => {
    expect(ours([span], ONE)).toBe(official([span], ONE));
  });

  test('spans of several scopes', () => {
    const spans = Array.from({ length: 30 }, (_, i) => spanWith({ i }));
    const scopes: readonly Scope[] = [
      { name: 'a' },
      { name: 'b', version: '1' },
      { name: 'c', version: '', schemaUrl: 'https://opentelemetry.io/schemas/1.40.0' },
    ];
    expect(ours(spans, scopes)).toBe(official(spans, scopes));
  });
});

test('every text of a span goes through what cleans it', () => {
  const mail = 'jo@example.com';
  const state = { ...REMOTE, traceState: createTraceState(`shop=${mail}`) };
  const json = encodeSpan(
    spanWith(
      { [mail]: mail, list: [mail] },
      {
        context: state,
        parent: state,
        name: mail,
        events: [{ name: `sent to ${mail}`, time: START, attributes: { [mail]: mail } }],
        links: [{ context: state, attributes: { [mail]: mail } }, { context: REMOTE }],
        status: { code: 2, message: mail },
      },
    ),
    (text) => text.replaceAll(mail, 'CLEAN'),
  );
  expect(json).not.toContain(mail);
  expect(JSON.parse(json)).toMatchObject({
    traceState: 'shop=CLEAN',
    events: [{ name: 'sent to CLEAN' }],
    links: [{ traceState: 'shop=CLEAN' }, { traceState: 'ot=th:8,x=y' }],
  });
});

const logWith = (more: Partial<LogRecord>): LogRecord => ({
  time: START,
  observed: START + 1,
  severity: 9,
  event: 'browser.web_vital',
  attributes: { 'browser.web_vital.value': 0.25 },
  ...more,
});

const readableLog = (log: LogRecord): ReadableLogRecord =>
  ({
    hrTime: hrTimeOf(log.time),
    hrTimeObserved: hrTimeOf(log.observed),
    severityNumber: log.severity,
    body: log.body,
    eventName: log.event,
    attributes: log.attributes,
    droppedAttributesCount: 0,
    spanContext: log.context,
    resource,
    instrumentationScope: ONE[0],
  }) as unknown as ReadableLogRecord;

describe('an event is written byte by byte as the official encoder writes a log record', () => {
  test.each<readonly [string, LogRecord]>([
    ['without a body and a trace', logWith({})],
    ['with a body', logWith({ body: 'ünits', severity: 17 })],
    ['in a trace', logWith({ context: { traceId: 'cd'.repeat(16), spanId: 'ef'.repeat(8), traceFlags: 1 } })],
  ])('%s', (_what, log) => {
    const item = { signal: 'logs', scope: ONE[0] as Scope, json: encodeLog(log, asIs) } as const;
    expect(requestOf(encodedResource, [item])).toBe(
      new TextDecoder().decode(JsonLogsSerializer.serializeRequest([readableLog(log)])),
    );
  });
});

test.each([
  [1, '1000000'],
  [START, '1700000000123250000'],
])('%p milliseconds', (millis, expected) => expect(nanos(millis)).toBe(expected));
