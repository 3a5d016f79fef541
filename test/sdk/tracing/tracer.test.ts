import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { suppressTracing } from '@opentelemetry/core';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  type Sampler,
  SamplingDecision,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { createTracerProvider } from '../../../src/sdk/tracing/tracer-provider.ts';

const LIMITS = {
  attributeCountLimit: 4,
  attributeValueLengthLimit: 10,
  eventCountLimit: 2,
  linkCountLimit: 2,
  attributePerEventCountLimit: 1,
  attributePerLinkCountLimit: 1,
};
const EPOCH_MILLIS = 1_700_000_000_000;
const PARENT = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16), traceFlags: 1, isRemote: true };
const KEEP: Sampler = { shouldSample: () => ({ decision: SamplingDecision.RECORD_AND_SAMPLED }) };

const own = (sampler: Sampler = KEEP) => {
  const exporter = new InMemorySpanExporter();
  let now = 1_000;
  let id = 0;
  const provider = createTracerProvider({
    resource: resourceFromAttributes({}),
    sampler,
    spanLimits: LIMITS,
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
    clock: { monotonic: () => now++, offset: () => EPOCH_MILLIS },
    ids: {
      generateTraceId: () => String(++id).padStart(32, '0'),
      generateSpanId: () => String(++id).padStart(16, '0'),
    },
  });
  return { exporter, provider, tracer: provider.getTracer('test', '1') };
};
const sdk = () => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    sampler: KEEP,
    spanLimits: LIMITS,
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  return { exporter, tracer: provider.getTracer('test', '1') };
};

/** All that does not depend on clocks and ids. */
const seen = (span: ReadableSpan) => ({
  name: span.name,
  kind: span.kind,
  parent: span.parentSpanContext,
  attributes: span.attributes,
  status: span.status,
  events: span.events.map(({ time: _time, ...event }) => event),
  links: span.links,
  dropped: [span.droppedAttributesCount, span.droppedEventsCount, span.droppedLinksCount],
  ended: span.ended,
  scope: span.instrumentationScope.name,
  given: span.startTime[0] < 1_000 ? [span.startTime, span.endTime, span.duration] : undefined,
});

type Program = (tracer: Tracer, parent: Context) => void;
const LINK = { context: PARENT, attributes: { a: 'b', c: 'd' } };

/** What programs do with spans; both implementations have to make the same of it. */
const PROGRAMS: Readonly<Record<string, Program>> = {
  'a span of nothing': (tracer) => tracer.startSpan('work').end(),
  'a child of a remote span': (tracer, parent) =>
    tracer.startSpan('work', { kind: SpanKind.CLIENT, attributes: { a: 1 } }, parent).end(),
  'a root in spite of a parent': (tracer, parent) => tracer.startSpan('work', { root: true }, parent).end(),
  'attributes of all kinds, and some too many': (tracer) =>
    tracer
      .startSpan('work', { attributes: { long: 'x'.repeat(20), list: ['y'.repeat(20), 1] as never } })
      .setAttribute('long', 'again, and long')
      .setAttributes({ a: 1, b: true, c: 'dropped', list: ['z'] })
      .setAttribute('', 'no key')
      .setAttribute('d', undefined as never)
      .end(),
  'events and links beyond their limits': (tracer) => {
    const span = tracer.startSpan('work', { links: [LINK, LINK, LINK] });
    span.addEvent('one').addEvent('two', { a: 1, b: 2 }).addEvent('three', 12).addLink(LINK);
    span.end();
  },
  'statuses, of which ok is final': (tracer) => {
    const span = tracer.startSpan('work');
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'bad' }).setStatus({ code: SpanStatusCode.UNSET });
    span.setStatus({ code: SpanStatusCode.OK, message: 'gone' }).setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  },
  exceptions: (tracer) => {
    const span = tracer.startSpan('work');
    span.recordException('text');
    span.recordException({ code: 'E1', message: 'm' });
    span.end();
  },
  'an exception that says nothing': (tracer) => {
    const span = tracer.startSpan('work');
    span.recordException({} as Error);
    span.end();
  },
  'times that are given': (tracer) => tracer.startSpan('work', { startTime: [5, 6] }).end([7, 5]),
  'an end before the start': (tracer) => tracer.startSpan('work', { startTime: [5, 6] }).end([4, 0]),
  'nothing after the end': (tracer) => {
    const span = tracer.startSpan('work').updateName('late');
    span.end();
    span.setAttribute('a', 1).addEvent('e').updateName('later').setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  },
};

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});
afterAll(() => context.disable());

describe('spans are those of the SDK', () => {
  test.each(Object.entries(PROGRAMS))('%s', (_what, program) => {
    const [ours, theirs] = [own(), sdk()];
    const parent = trace.setSpanContext(ROOT_CONTEXT, PARENT);
    program(ours.tracer, parent);
    program(theirs.tracer, parent);
    expect(ours.exporter.getFinishedSpans().map(seen)).toEqual(theirs.exporter.getFinishedSpans().map(seen));
    expect(ours.exporter.getFinishedSpans()).toHaveLength(1);
  });
});

test('times are those of the clock', () => {
  const { tracer, exporter } = own();
  tracer.startSpan('work').end();
  const [span] = exporter.getFinishedSpans();
  expect(span).toMatchObject({
    startTime: [1_700_000_001, 0],
    endTime: [1_700_000_001, 1_000_000],
    duration: [0, 1_000_000],
  });
});

test('the sampler decides with what the span starts with, and adds to it', () => {
  const asked: unknown[] = [];
  const { tracer, exporter } = own({
    shouldSample: (_context, traceId, name, kind, attributes) => {
      asked.push([traceId, name, kind, attributes]);
      return {
        decision: name === 'kept' ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD,
        attributes: { by: 'rule' },
      };
    },
  });
  const left = tracer.startSpan('left', { attributes: { a: 1 } });
  const kept = tracer.startSpan('kept', { kind: SpanKind.SERVER });
  expect([left.isRecording(), kept.isRecording()]).toEqual([false, true]);
  expect([left.spanContext().traceFlags, kept.spanContext().traceFlags]).toEqual([2, 3]);
  expect(left.spanContext().spanId).toMatch(/^\d{16}$/);
  kept.end();
  left.end();
  expect(asked).toEqual([
    [expect.any(String), 'left', SpanKind.INTERNAL, { a: 1 }],
    [expect.any(String), 'kept', SpanKind.SERVER, {}],
  ]);
  expect(exporter.getFinishedSpans().map(({ attributes }) => attributes)).toEqual([{ by: 'rule' }]);
});

test('nothing is recorded where tracing is suppressed', () => {
  const { tracer } = own();
  const span = tracer.startSpan('work', {}, suppressTracing(ROOT_CONTEXT));
  expect(trace.isSpanContextValid(span.spanContext())).toBe(false);
});

test('startActiveSpan makes the span active and gives what the function gives', () => {
  const { tracer } = own();
  const active = (span: Span) => [trace.getActiveSpan() === span, span.spanContext().traceId] as const;
  const parent = trace.setSpanContext(ROOT_CONTEXT, PARENT);
  expect(tracer.startActiveSpan('work', active)[0]).toBe(true);
  expect(tracer.startActiveSpan('work', { kind: SpanKind.CLIENT }, active)[0]).toBe(true);
  expect(tracer.startActiveSpan('work', {}, parent, active)).toEqual([true, PARENT.traceId]);
});

test('a value that cannot be read does not take the others along', () => {
  const { exporter, tracer } = own();
  const unreadable = new Proxy<string[]>([], {
    get: () => {
      throw new Error('unreadable');
    },
  });
  tracer
    .startSpan('work', { attributes: { before: 1, unreadable, after: 2 } })
    .setAttributes({ unreadable, later: 3 })
    .end();
  expect(exporter.getFinishedSpans()[0]?.attributes).toEqual({ before: 1, after: 2, later: 3 });
});

test('tracers of one name are told apart by version and schema', () => {
  const { provider } = own();
  const schemaUrl = 'https://schema.example/1';
  const each = () => [
    provider.getTracer('a'),
    provider.getTracer('a', '1'),
    provider.getTracer('a', '1', { schemaUrl }),
    provider.getTracer('a', undefined, { schemaUrl }),
    provider.getTracer('b', '1'),
  ];
  const first = each();
  expect(new Set(first).size).toBe(5);
  for (const [index, tracer] of each().entries()) expect(tracer).toBe(first[index]);
  expect(provider.getTracer('a', '')).toBe(first[0]);
});
