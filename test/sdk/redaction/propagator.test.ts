import { describe, expect, test } from '@jest/globals';
import {
  type BaggageEntry,
  baggageEntryMetadataFromString,
  createTraceState,
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { createRedactor } from '../../../src/core/redaction/index.ts';
import { createRedactingPropagator } from '../../../src/sdk/redaction/propagator.ts';

const inner = new CompositePropagator({
  propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
});

const inject = (
  entries: Record<string, BaggageEntry> | undefined,
  state: string | undefined,
): { readonly headers: Record<string, string>; readonly made: number } => {
  let made = 0;
  const propagator = createRedactingPropagator(inner, () => {
    made++;
    return createRedactor();
  });
  const context = trace.setSpanContext(ROOT_CONTEXT, {
    traceId: '1'.repeat(32),
    spanId: '4111111111111111',
    traceFlags: TraceFlags.SAMPLED,
    ...(state !== undefined && { traceState: createTraceState(state) }),
  });
  const headers: Record<string, string> = {};
  const all = entries ? propagation.setBaggage(context, propagation.createBaggage(entries)) : context;
  propagator.inject(all, headers, defaultTextMapSetter);
  return { headers, made };
};

const traceparent = `00-${'1'.repeat(32)}-4111111111111111-01`;

describe('createRedactingPropagator', () => {
  test.each([
    ['nothing to hide, and no redactor is made', undefined, 'ot=th:8', { tracestate: 'ot=th:8' }, 0],
    ['no state', undefined, undefined, {}, 0],
    ['a state of others', undefined, 'a=x,ot=th:8', { tracestate: 'a=x,ot=th:8' }, 1],
    ['personal data in a state', undefined, 'a=jo@example.com,ot=th:8', { tracestate: 'ot=th:8' }, 1],
    [
      'entries of the baggage',
      {
        tenant: { value: 'acme' },
        user: { value: 'jo@example.com' },
        encoded: { value: 'jo%40example.com' },
        token: { value: 'anything' },
        noted: { value: 'x', metadata: baggageEntryMetadataFromString('by=jo@example.com') },
      },
      undefined,
      { baggage: 'tenant=acme' },
      8,
    ],
    ['all of the baggage', { user: { value: 'jo@example.com' } }, undefined, {}, 1],
  ])('%s', (_what, entries, state, expected, most) => {
    const { headers, made } = inject(entries as Record<string, BaggageEntry> | undefined, state);
    expect(headers).toEqual({ traceparent, ...expected });
    expect(made).toBeLessThanOrEqual(most);
  });

  test('what comes in stays whole for the application', () => {
    const propagator = createRedactingPropagator(inner, createRedactor);
    const carrier = { traceparent, tracestate: 'a=jo@example.com', baggage: 'user=jo%40example.com' };
    const context = propagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter);
    expect(propagation.getBaggage(context)?.getEntry('user')?.value).toBe('jo@example.com');
    expect(trace.getSpanContext(context)?.traceState?.get('a')).toBe('jo@example.com');
    expect(propagator.fields()).toEqual(inner.fields());
  });
});
