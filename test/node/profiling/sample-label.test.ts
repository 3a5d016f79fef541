import { describe, expect, test } from '@jest/globals';
import { ROOT_CONTEXT, type SpanContext, TraceFlags, trace } from '@opentelemetry/api';
import { RPCType, setRPCMetadata } from '@opentelemetry/core';
import { RequestState } from '../../../src/node/http/request-state.ts';
import { type Label, labelOf, tellLabel } from '../../../src/node/profiling/sample-label.ts';

const spanContext = (spanId: string, traceFlags = TraceFlags.SAMPLED): SpanContext => ({
  traceId: 'a'.repeat(32),
  spanId: spanId.padStart(16, '0'),
  traceFlags,
});

const inSpan = (own: SpanContext, outer = ROOT_CONTEXT) => trace.setSpan(outer, trace.wrapSpanContext(own));

/** The context of a request that is served, and what is kept of it. */
const served = (own = spanContext('1')) => {
  const context = inSpan(own);
  const state = new RequestState(trace.wrapSpanContext(own), context, 'GET', 'http');
  return { state, context: setRPCMetadata(context, state) };
};

const first = (context: Parameters<typeof labelOf>[0]): Label => labelOf(context, undefined) as Label;

const IDS = { 'trace id': 'a'.repeat(32), 'span id': '1'.padStart(16, '0') };

describe('what a sample tells', () => {
  test.each([
    ['nothing outside of a span', ROOT_CONTEXT, {}],
    ['its span', inSpan(spanContext('1')), IDS],
    ['no trace that is not recorded', inSpan(spanContext('1', TraceFlags.NONE)), {}],
    [
      'the route that another instrumentation tells',
      setRPCMetadata(ROOT_CONTEXT, {
        type: RPCType.HTTP,
        span: trace.wrapSpanContext(spanContext('1')),
        route: '/other',
      }),
      { 'http.route': '/other' },
    ],
  ])('is %s', (_what, context, told) => {
    const label = labelOf(context, undefined);
    expect(tellLabel(label === 'same' ? undefined : label)).toEqual(told);
  });

  test('is the route that became known later, while the request is answered', () => {
    const { state, context } = served();
    const label = first(context);
    state.route = '/items/:id';
    expect(tellLabel(label)).toEqual({ ...IDS, 'http.route': '/items/:id' });
  });

  test('is the route still when the request is over, and nothing else of it is held', () => {
    const { state, context } = served();
    const label = first(context);
    state.route = '/items/:id';
    state.endpoint?.settle();
    // What happens to it afterwards is seen by nobody who does not hold it.
    state.route = '/never';
    expect(tellLabel(label)).toEqual({ ...IDS, 'http.route': '/items/:id' });
  });

  test('is the route of a request that was over before', () => {
    const { state, context } = served();
    state.route = '/items/:id';
    state.ended = true;
    const label = first(context);
    state.route = '/never';
    expect(tellLabel(label)).toMatchObject({ 'http.route': '/items/:id' });
  });
});

describe('a label is set', () => {
  test('for a span in a span, of the same route', () => {
    const { state, context } = served();
    const outer = first(context);
    const inner = labelOf(inSpan(spanContext('2'), context), outer) as Label;
    state.route = '/items/:id';
    expect(tellLabel(inner)).toEqual({
      ...IDS,
      'span id': '2'.padStart(16, '0'),
      'http.route': '/items/:id',
    });
  });

  test('to nothing where a context leaves the request', () => {
    expect(labelOf(ROOT_CONTEXT, first(served().context))).toBeUndefined();
  });

  test('only once where a context tells the same', () => {
    const { context } = served();
    const label = first(context);
    expect(labelOf(context.setValue(Symbol('other'), 1), label)).toBe('same');
    expect(labelOf(ROOT_CONTEXT, undefined)).toBe('same');
  });
});
