import { describe, expect, test } from '@jest/globals';
import { ROOT_CONTEXT, type Span, TraceFlags, trace } from '@opentelemetry/api';
import { type ReadableSpan, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { createFixedSource } from '../../src/sdk/threshold-source.ts';
import { createTraceLimits, DROPPED_SPANS_ATTRIBUTE } from '../../src/sdk/trace-limits.ts';
import { following } from './sampling-helpers.ts';

const createService = (limits: { maxSpans?: number; maxAgeMillis?: number }, ratio = 1) => {
  let clock = 5_000;
  const ended: ReadableSpan[] = [];
  const reasons: string[] = [];
  const { limit, processor } = createTraceLimits({
    maxSpans: limits.maxSpans ?? Number.POSITIVE_INFINITY,
    maxAgeMillis: limits.maxAgeMillis ?? Number.POSITIVE_INFINITY,
    now: () => clock,
    onDropped: (reason) => reasons.push(reason),
  });
  const sink: SpanProcessor = { ...processor, onEnding: () => {}, onEnd: (span) => ended.push(span) };
  const sampler = limit(following(createFixedSource(ratio)));
  const tracer = new TracerProvider({ sampler, spanProcessors: [processor, sink] }).getTracer('test');
  return {
    ended,
    reasons,
    advance: (millis: number) => {
      clock += millis;
    },
    start: (name: string, parent?: Span) =>
      tracer.startSpan(name, {}, parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT),
  };
};

describe('createTraceLimits', () => {
  test('leaves out the spans of a trace beyond the most, never its root, and says how many', () => {
    const { start, ended, reasons } = createService({ maxSpans: 3 });
    const root = start('root');
    for (const name of ['a', 'b', 'c', 'd']) start(name, root).end();
    root.end();
    expect(ended.map(({ name }) => name)).toEqual(['a', 'b', 'root']);
    expect(ended.at(-1)?.attributes[DROPPED_SPANS_ATTRIBUTE]).toBe(2);
    expect(reasons).toEqual(['too many', 'too many']);
  });

  test('what is left out takes what is below it along', () => {
    const { start, ended, reasons } = createService({ maxSpans: 1 });
    const root = start('root');
    const child = start('child', root);
    expect(child.isRecording()).toBe(false);
    expect(child.spanContext().traceFlags & TraceFlags.SAMPLED).toBe(0);
    start('grandchild', child).end();
    root.end();
    expect(ended.map(({ name }) => name)).toEqual(['root']);
    // The grandchild follows its parent, and is no excess of its own.
    expect(reasons).toEqual(['too many']);
  });

  test('counts each trace for itself', () => {
    const { start, ended, reasons } = createService({ maxSpans: 2 });
    for (let i = 0; i < 10; i++) {
      const root = start('root');
      start('child', root).end();
      root.end();
    }
    expect(ended).toHaveLength(20);
    expect(reasons).toEqual([]);
    expect(ended.filter(({ attributes }) => DROPPED_SPANS_ATTRIBUTE in attributes)).toEqual([]);
  });

  test('leaves out what starts in a trace that is too old', () => {
    const { start, ended, reasons, advance } = createService({ maxAgeMillis: 1_000 });
    const root = start('root');
    advance(1_000);
    const young = start('young', root);
    advance(1);
    start('old', root).end();
    young.end();
    root.end();
    expect(ended.map(({ name }) => name)).toEqual(['young', 'root']);
    expect(reasons).toEqual(['too old']);
  });

  test('knows a bounded number of traces', () => {
    const { start, reasons } = createService({ maxSpans: 1 });
    const first = start('first');
    for (let i = 0; i < 5_000; i++) start('other').end();
    // Forgotten, so it begins anew.
    expect(start('child', first).isRecording()).toBe(true);
    expect(start('child', first).isRecording()).toBe(false);
    expect(reasons).toEqual(['too many']);
  });

  test('does not count what is not sampled', () => {
    const { start, reasons } = createService({ maxSpans: 1 }, 0);
    const root = start('root');
    for (let i = 0; i < 5; i++) start('child', root).end();
    expect(reasons).toEqual([]);
  });
});
