// What `@opentelemetry/api` speaks to: spans of any copy of it, and none that is left behind.
import { afterEach, describe, expect, test } from '@jest/globals';
import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { createClock } from '../../../src/web/clock.ts';
import type { SpanRecord } from '../../../src/web/otlp/encode.ts';
import { createContextManager } from '../../../src/web/tracing/context.ts';
import { type OpenTelemetryApi, type Registration, register } from '../../../src/web/tracing/register.ts';
import { createTracerProvider } from '../../../src/web/tracing/tracer.ts';

const KEY = Symbol.for('opentelemetry.js.api.1');

let undo = (): void => {};
afterEach(() => undo());

const start = (api?: OpenTelemetryApi) => {
  const ended: SpanRecord[] = [];
  const provider = createTracerProvider({
    clock: createClock(),
    context: () => registration.context,
    isKept: () => true,
    isSampled: () => true,
    fallbackParent: () => undefined,
    onEnd: (span) => ended.push(span),
  });
  const registration: Registration = register(provider, createContextManager(), api);
  undo = registration.undo;
  return { ended, registration };
};

describe.each<readonly [string, OpenTelemetryApi | undefined]>([
  ['by itself', undefined],
  ['through the API that it is given', { trace, context }],
])('registered %s', (_how, api) => {
  test('the API’s tracers record, below what is active', () => {
    const { ended } = start(api);
    trace.getTracer('mine', '1').startActiveSpan('outer', { attributes: { a: 1 } }, (outer) => {
      expect(trace.getActiveSpan()).toBe(outer);
      trace.getTracer('mine').startSpan('inner').setAttribute('b', 'x').addEvent('e', { n: 1 }).end();
      trace.getTracer('mine').startSpan('apart', { root: true }).end();
      outer.end();
    });
    expect(trace.getActiveSpan()).toBeUndefined();
    const [inner, apart, outer] = ended;
    expect(inner).toMatchObject({
      name: 'inner',
      attributes: { b: 'x' },
      parent: { spanId: outer?.context.spanId },
    });
    expect(apart?.parent).toBeUndefined();
    expect(outer).toMatchObject({ name: 'outer', attributes: { a: 1 } });
  });

  test('contexts of the API and ours are the same kind', () => {
    const { ended } = start(api);
    const parent = trace.getTracer('mine').startSpan('parent');
    const key = Symbol('own');
    const given = trace.setSpan(ROOT_CONTEXT, parent).setValue(key, 'kept');
    context.with(given, () => {
      expect(context.active().getValue(key)).toBe('kept');
      trace.getTracer('mine').startSpan('child').end();
    });
    const bound = context.bind(given, () => trace.getActiveSpan());
    expect(bound()).toBe(parent);
    expect(ended[0]?.parent?.spanId).toBe(parent.spanContext().spanId);
  });

  test('undone, nothing is left', () => {
    start(api);
    undo();
    expect(
      (globalThis as Record<symbol, { trace?: unknown; context?: unknown } | undefined>)[KEY]?.trace,
    ).toBeUndefined();
    expect(trace.getTracer('mine').startSpan('x').isRecording()).toBe(false);
  });
});

test('tracers from before join where the API is handed over', () => {
  const early = trace.getTracer('early');
  const { ended } = start({ trace, context });
  early.startSpan('module level').end();
  expect(ended.map(({ name }) => name)).toEqual(['module level']);
});

test('who was there first stays', () => {
  const mine = { active: () => ROOT_CONTEXT } as never;
  const home = globalThis as Record<symbol, unknown>;
  home[KEY] = { version: '1.9.0', context: mine };
  const { registration } = start();
  expect(registration.context).toBe(mine);
  registration.undo();
  expect(home[KEY]).toEqual({ version: '1.9.0', context: mine });
  delete home[KEY];
});

test.each([
  [
    'an object that throws when it is read',
    {
      get bad() {
        throw new Error('no');
      },
    },
  ],
])('a span takes no harm from %s', (_what, attributes) => {
  const { ended } = start();
  const span = trace.getTracer('mine').startSpan('x');
  expect(() => span.setAttributes(attributes)).not.toThrow();
  span.end();
  expect(ended).toHaveLength(1);
});
