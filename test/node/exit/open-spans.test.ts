import { beforeEach, expect, test } from '@jest/globals';
import { ROOT_CONTEXT, type Span, type Tracer, trace } from '@opentelemetry/api';
import { type ReadableSpan, TracerProvider } from '@opentelemetry/sdk-trace';
import {
  ATTR_CUT_OFF_BY,
  endOpenSpans,
  hasOpenSpans,
  openSpansProcessor,
} from '../../../src/node/exit/open-spans.ts';

let ended: ReadableSpan[];
let tracer: Tracer;
beforeEach(() => {
  ended = [];
  const provider = new TracerProvider({
    spanProcessors: [
      openSpansProcessor,
      {
        onStart: () => {},
        onEnd: (span) => {
          ended.push(span);
        },
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
  });
  tracer = provider.getTracer('test');
});

const childOf = (parent: Span, name: string): Span =>
  tracer.startSpan(name, {}, trace.setSpan(ROOT_CONTEXT, parent));

const shown = () =>
  ended.map(({ name, status, attributes }) => [name, status.message, attributes[ATTR_CUT_OFF_BY]]);

test('ends what is open and nothing else', () => {
  const first = tracer.startSpan('first');
  tracer.startSpan('second');
  first.end();
  expect(hasOpenSpans()).toBe(true);
  endOpenSpans('SIGTERM', undefined);
  expect(shown()).toEqual([
    ['first', undefined, undefined],
    ['second', undefined, 'SIGTERM'],
  ]);
  expect(hasOpenSpans()).toBe(false);
});

test('an error fails the spans that it went through', () => {
  const outer = tracer.startSpan('outer');
  const inner = childOf(outer, 'inner');
  childOf(outer, 'beside');
  endOpenSpans('uncaughtException', { type: 'E', message: 'no', spanContext: inner.spanContext() });
  expect(shown().sort()).toEqual([
    ['beside', undefined, 'uncaughtException'],
    ['inner', 'no', 'uncaughtException'],
    ['outer', 'no', 'uncaughtException'],
  ]);
});

test('of a program that never ends its spans it remembers the latest thousand', () => {
  const spans = Array.from({ length: 2_500 }, (_, i) => tracer.startSpan(`span ${i}`));
  // One that is forgotten already frees no place.
  spans[0]?.end();
  ended = [];
  endOpenSpans('SIGTERM', undefined);
  const numbers = ended.map(({ name }) => Number(name.slice(5))).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 1_000 }, (_, i) => 1_500 + i));
});
