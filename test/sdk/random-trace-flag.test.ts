import { describe, expect, test } from '@jest/globals';
import {
  defaultTextMapGetter,
  defaultTextMapSetter,
  INVALID_SPAN_CONTEXT,
  ROOT_CONTEXT,
  trace,
} from '@opentelemetry/api';
import { suppressTracing, W3CTraceContextPropagator } from '@opentelemetry/core';
import { createFixedSource } from '../../src/sdk/threshold-source.ts';
import { createTracer, following } from './sampling-helpers.ts';

const tracerOf = (ratio: number) => createTracer(following(createFixedSource(ratio)));

const propagator = new W3CTraceContextPropagator();
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7';

/** The flags that the next service gets, two hex digits. */
const sentFlags = (ratio: number, received?: string, depth = 1): string | undefined => {
  const tracer = tracerOf(ratio);
  let context = received
    ? propagator.extract(ROOT_CONTEXT, { traceparent: received }, defaultTextMapGetter)
    : ROOT_CONTEXT;
  for (let i = 0; i < depth; i++) context = trace.setSpan(context, tracer.startSpan('span', {}, context));
  const carrier: { traceparent?: string } = {};
  propagator.inject(context, carrier, defaultTextMapSetter);
  return carrier.traceparent?.slice(-2);
};

describe('the random flag', () => {
  test.each([
    ['a trace that begins here', 1, undefined, '03'],
    ['one that is not sampled', 0, undefined, '02'],
    ['a trace that came with it', 1, `00-${TRACE}-03`, '03'],
    ['one that came with it and is not sampled', 1, `00-${TRACE}-02`, '02'],
    ['a trace that came without it', 1, `00-${TRACE}-01`, '01'],
    ['one that came without it and is not sampled', 1, `00-${TRACE}-00`, '00'],
    // https://www.w3.org/TR/trace-context-2/#other-flags
    ['a trace that came with flags that nobody knows', 1, `00-${TRACE}-ff`, '03'],
    ['a trace whose parent is not valid', 1, '00-00000000000000000000000000000000-00f067aa0ba902b7-00', '03'],
  ])('of %s', (_what, ratio, received, flags) => {
    expect(sentFlags(ratio, received)).toBe(flags);
    expect(sentFlags(ratio, received, 3)).toBe(flags);
  });

  test('of active spans', () => {
    const flags = tracerOf(1).startActiveSpan('span', (span) => span.spanContext().traceFlags);
    expect(flags).toBe(0x03);
  });

  test('is not set on the context that all suppressed spans share', () => {
    tracerOf(1).startSpan('span', {}, suppressTracing(ROOT_CONTEXT));
    expect(INVALID_SPAN_CONTEXT.traceFlags).toBe(0);
  });
});
