import { afterEach, expect, test } from '@jest/globals';
import { DiagLogLevel, diag } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  type Sampler,
  SimpleSpanProcessor,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { createTracerProvider } from '../../../src/sdk/tracing/tracer-provider.ts';

afterEach(() => diag.disable());

const LIMITS = {
  attributeCountLimit: 4,
  attributeValueLengthLimit: 10,
  eventCountLimit: 2,
  linkCountLimit: 2,
  attributePerEventCountLimit: 1,
  attributePerLinkCountLimit: 1,
};

const start = (first: Partial<SpanProcessor>, sampler: Sampler = new AlwaysOnSampler()) => {
  const errors: string[] = [];
  const write = (...parts: unknown[]): number => errors.push(parts.join(' '));
  diag.setLogger(
    { error: write, warn: write, info: write, debug: write, verbose: write },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  );
  const exporter = new InMemorySpanExporter();
  let id = 0;
  const provider = createTracerProvider({
    resource: resourceFromAttributes({}),
    sampler,
    spanLimits: LIMITS,
    spanProcessors: [
      { onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {}, ...first },
      new SimpleSpanProcessor({ exporter }),
    ],
    clock: { monotonic: () => 1, offset: () => 1_700_000_000_000 },
    ids: {
      generateTraceId: () => String(++id).padStart(32, '0'),
      generateSpanId: () => String(++id).padStart(16, '0'),
    },
  });
  return { errors, exporter, tracer: provider.getTracer('test') };
};

const fail = (): never => {
  throw new TypeError('of jane.doe@example.com');
};

test.each(['onStart', 'onEnding', 'onEnd'] as const)(
  'a processor whose %s throws costs neither the application nor the span anything',
  async (method) => {
    const { errors, exporter, tracer } = start({ [method]: fail });
    for (const name of ['first', 'second']) tracer.startSpan(name).end();
    await new Promise(setImmediate);
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['first', 'second']);
    expect(errors).toEqual([`${method}() of a span processor threw and is passed over: TypeError`]);
  },
);

test('a sampler that throws leaves a span that does nothing', () => {
  const { exporter, tracer } = start({}, { shouldSample: fail });
  const span = tracer.startSpan('GET /');
  span.setAttribute('a', 1).end();
  expect([span.isRecording(), exporter.getFinishedSpans()]).toEqual([false, []]);
});
