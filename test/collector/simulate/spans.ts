import type { Attributes, ResourceSpans, Span } from '../../../src/collector/otlp/model.ts';

const NONE: Attributes = new Map();

/** 32 digits of a small number. */
const traceIdOf = (number: number): string => number.toString(16).padStart(32, '0');

/** A span of 10 ms that ends at a second, with what the test says. */
export const span = (trace: number, second: number, more: Partial<Span> = {}): Span => {
  const end = BigInt(Math.round(second * 1000)) * 1_000_000n;
  return {
    traceId: traceIdOf(trace),
    spanId: traceIdOf(trace).slice(16),
    parentSpanId: '',
    traceState: '',
    flags: 0,
    name: 'GET /',
    kind: 2,
    start: end - 10_000_000n,
    end,
    attributes: NONE,
    droppedAttributesCount: 0,
    events: [],
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
    statusCode: 0,
    statusMessage: '',
    ...more,
  };
};

export const batchOf = (...spans: readonly Span[]): ResourceSpans => ({
  resource: { attributes: new Map([['service.name', 'shop']]), droppedAttributesCount: 0 },
  schemaUrl: '',
  scopeSpans: [
    {
      scope: { name: 'test', version: '', attributes: NONE, droppedAttributesCount: 0 },
      schemaUrl: '',
      spans,
    },
  ],
});
