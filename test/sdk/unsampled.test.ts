import { expect, test } from '@jest/globals';
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { byRules, following } from './sampling-helpers.ts';

test('a trace that is not sampled records nothing and reaches no processor', () => {
  const heard: string[] = [];
  const processor: SpanProcessor = {
    onStart: () => heard.push('start'),
    onEnding: () => heard.push('ending'),
    onEnd: () => heard.push('end'),
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const sampler = following(byRules('/health=0'));
  const tracer = new TracerProvider({ sampler, spanProcessors: [processor] }).getTracer('test');
  const root = tracer.startSpan('GET', { attributes: { 'url.path': '/health' } }, ROOT_CONTEXT);
  const child = tracer.startSpan('child', { attributes: { a: 1 } }, trace.setSpan(ROOT_CONTEXT, root));
  for (const span of [child, root]) {
    span.setAttribute('b', 2).addEvent('event').recordException('error');
    expect(span.isRecording()).toBe(false);
    expect(span).not.toHaveProperty('attributes');
    span.end();
  }
  expect(heard).toEqual([]);
});
