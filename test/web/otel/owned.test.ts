import { describe, expect, jest, test } from '@jest/globals';
import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import { ownedBy } from '../../../src/web/otel/owned.ts';
import type { Activities } from '../../../src/web/tracing/activities.ts';

const spanOf = (spanId: string): Span =>
  trace.wrapSpanContext({ traceId: '1'.repeat(32), spanId, traceFlags: 1 });
const CLICK = spanOf('c'.repeat(16));
const OWN = spanOf('d'.repeat(16));

const setUp = (hasActivity = true) => {
  const parents: (string | undefined)[] = [];
  const release = jest.fn();
  const end = jest.fn();
  const tracer = {
    startSpan: (_name: string, _options: unknown, context: Context) => {
      parents.push(trace.getSpan(context)?.spanContext().spanId);
      return Object.assign(spanOf('e'.repeat(16)), { end });
    },
    startActiveSpan: jest.fn(),
  };
  const provider: TracerProvider = { getTracer: () => tracer as unknown as Tracer };
  const activities = {
    current: hasActivity ? { span: CLICK, hold: () => release } : undefined,
  } as unknown as Activities;
  return { tracer: ownedBy(provider, () => activities).getTracer('fetch'), parents, release, end };
};

describe('a span of a request', () => {
  test('is below what the user did', () => {
    const { tracer, parents } = setUp();
    tracer.startSpan('GET', {}, ROOT_CONTEXT);
    tracer.startSpan('GET');
    expect(parents).toEqual([CLICK.spanContext().spanId, CLICK.spanContext().spanId]);
  });

  const elsewhere: [
    name: string,
    options: { root?: boolean },
    context: Context,
    parent: string | undefined,
  ][] = [
    ['another span is active', {}, trace.setSpan(ROOT_CONTEXT, OWN), OWN.spanContext().spanId],
    ['it is to be a root', { root: true }, ROOT_CONTEXT, undefined],
    [
      'it is the exporter’s own',
      {},
      ROOT_CONTEXT.setValue(Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING'), true),
      undefined,
    ],
  ];
  test.each(elsewhere)('is not where %s', (_, options, context, parent) => {
    const { tracer, parents, release } = setUp();
    tracer.startSpan('GET', options, context).end();
    expect([parents, release.mock.calls]).toEqual([[parent], []]);
  });

  test('is where it was when nobody did anything', () => {
    const { tracer, parents } = setUp(false);
    tracer.startSpan('GET', {}, ROOT_CONTEXT);
    expect(parents).toEqual([undefined]);
  });

  const millis = Date.UTC(2026, 0, 1);
  test.each([
    ['now', undefined, undefined],
    ['a date', new Date(millis), millis],
    ['milliseconds since 1970', millis, millis],
    ['milliseconds since the page began', 250, performance.timeOrigin + 250],
    ['seconds and nanoseconds', [millis / 1000, 5e6] as [number, number], millis + 5],
  ])('holds the click until it ends: %s', (_, time, released) => {
    const { tracer, release, end } = setUp();
    const span = tracer.startSpan('GET');
    expect(release).not.toHaveBeenCalled();
    span.end(time);
    expect([end.mock.calls, release.mock.calls]).toEqual([[[time]], [[released]]]);
  });
});
