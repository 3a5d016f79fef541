import { describe, expect, test } from '@jest/globals';
import {
  type Attributes,
  createTraceState,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { createSpanEncoder, encodeTraceRequest } from '../../../src/sdk/otlp/encode-span.ts';
import { decodeTraceRequest } from './trace-proto.ts';

const REMOTE = {
  traceId: 'ab'.repeat(16),
  spanId: '0f'.repeat(8),
  traceFlags: 1,
  isRemote: true,
  traceState: createTraceState('ot=th:8,x=y'),
};

/** A span of the SDK that has something of everything. */
const spanWith = (attributes: Attributes, name = 'GET /items/:id', scope = 'test'): ReadableSpan => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'shop', 'process.pid': 7 }),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
    spanLimits: { eventCountLimit: 2 },
  });
  const span = provider.getTracer(scope, '1.2.3').startSpan(
    name,
    {
      kind: SpanKind.SERVER,
      attributes,
      links: [{ context: REMOTE, attributes }],
      startTime: [1_700_000_000, 999_999_999],
    },
    trace.setSpanContext(ROOT_CONTEXT, REMOTE),
  );
  span.addEvent('lost').addEvent('kept', { n: 1 }, [1_700_000_001, 1]);
  span.recordException(new TypeError('no ünits'), [1_700_000_001, 2]);
  span.setStatus({ code: SpanStatusCode.ERROR, message: 'broken' });
  span.end([1_700_000_002, 5]);
  return exporter.getFinishedSpans()[0] as ReadableSpan;
};

const encode = (spans: readonly ReadableSpan[]): Record<string, unknown> =>
  decodeTraceRequest(encodeTraceRequest(spans.map(createSpanEncoder())));
const official = (spans: ReadableSpan[]): Record<string, unknown> =>
  decodeTraceRequest(ProtobufTraceSerializer.serializeRequest(spans) as Uint8Array);

const ATTRIBUTES: readonly (readonly [string, Attributes])[] = [
  ['nothing', {}],
  ['plain values', { text: 'a', no: false, yes: true, empty: '' }],
  [
    'integers',
    { zero: 0, one: 127, two: 128, large: 2 ** 53 - 1, huge: 2 ** 62, minus: -1, least: -(2 ** 53) },
  ],
  ['other numbers', { half: 0.5, minus: -1e-9, infinite: Number.POSITIVE_INFINITY, beyond: 2 ** 64 }],
  ['text beyond ASCII', { a: 'grün', b: '€ 5', c: '🧭', d: '\u0000\u007f\u0080\u07ff\u0800\uffff' }],
  ['lists', { texts: ['a', 'b'], numbers: [1, 2.5], mixed: ['a', 1, true, null, ['b']] }],
  ['maps and bytes', { map: { a: { b: [1] }, c: 'd' }, bytes: new Uint8Array([0, 255, 7]), none: null }],
  [
    'texts around the lengths that take more bytes',
    Object.fromEntries(
      [0, 119, 120, 125, 126, 127, 128, 129, 16_383, 16_384, 70_000].map((n) => [`n${n}`, 'x'.repeat(n)]),
    ),
  ],
];

describe('a span is written as the official encoder writes it', () => {
  test.each(ATTRIBUTES)('%s', (_what, attributes) => {
    const span = spanWith(attributes);
    expect(encode([span])).toEqual(official([span]));
  });

  test('many spans of several scopes, larger than a pool', () => {
    const spans = Array.from({ length: 400 }, (_, i) =>
      spanWith({ n: i, text: 'y'.repeat(i * 3) }, `span ${i}`, `scope ${i % 3}`),
    );
    // One resource, as one provider has.
    const shared = spans.map(
      (span) =>
        Object.create(span, { resource: { value: spans[0]?.resource, enumerable: true } }) as ReadableSpan,
    );
    expect(encode(shared)).toEqual(official(shared));
  });
});

test('half of a surrogate pair is replaced, as UTF-8 has no such thing', () => {
  const span = spanWith({ half: 'a\ud800b\udc00' });
  expect(JSON.stringify(encode([span]))).toContain('a\ufffdb\ufffd');
});

test('a span that cannot be encoded leaves those around it whole', () => {
  const encoder = createSpanEncoder();
  const good = spanWith({ n: 1 });
  const bad = Object.create(good, {
    events: {
      get: () => {
        throw new Error('no events');
      },
    },
  }) as ReadableSpan;
  const first = encoder(good);
  expect(() => encoder(bad)).toThrow('no events');
  const last = encoder(good);
  for (const encoded of [first, last])
    expect(decodeTraceRequest(encodeTraceRequest([encoded]))).toEqual(official([good]));
});
