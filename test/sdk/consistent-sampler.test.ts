import { describe, expect, test } from '@jest/globals';
import { createTraceState, ROOT_CONTEXT, SpanKind, TraceFlags, trace } from '@opentelemetry/api';
import { ParentBasedSampler, type Sampler, SamplingDecision } from '@opentelemetry/sdk-trace';
import { createConsistentSampler } from '../../src/sdk/consistent-sampler.ts';

/** Ends in the randomness ce929d0e0e4736, which is above 0.8. */
const KEPT_TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const DROPPED_TRACE = '4bf92f3577b34da6a312929d0e0e4736';

interface Parent {
  readonly traceState?: string;
  readonly sampled?: boolean;
}

const sample = (sampler: Sampler, traceId: string, parent?: Parent) => {
  const context = parent
    ? trace.setSpanContext(ROOT_CONTEXT, {
        traceId,
        spanId: '00f067aa0ba902b7',
        traceFlags: parent.sampled === false ? TraceFlags.NONE : TraceFlags.SAMPLED,
        isRemote: true,
        ...(parent.traceState !== undefined && { traceState: createTraceState(parent.traceState) }),
      })
    : ROOT_CONTEXT;
  const { decision, traceState } = sampler.shouldSample(context, traceId, 'GET /', SpanKind.SERVER, {}, []);
  return { kept: decision === SamplingDecision.RECORD_AND_SAMPLED, state: traceState?.serialize() };
};

describe('createConsistentSampler', () => {
  test.each([
    ['all', 1, DROPPED_TRACE, undefined, { kept: true, state: undefined }],
    ['none', 0, KEPT_TRACE, undefined, { kept: false, state: undefined }],
    ['a trace above the threshold', 0.5, KEPT_TRACE, undefined, { kept: true, state: 'ot=th:8' }],
    ['not one below', 0.5, DROPPED_TRACE, undefined, { kept: false, state: undefined }],
    ['the share of the high-volume preset', 0.2, KEPT_TRACE, undefined, { kept: true, state: 'ot=th:cccd' }],
  ])('keeps %s', (_what, ratio, traceId, parent, result) => {
    expect(sample(createConsistentSampler(ratio), traceId, parent)).toEqual(result);
  });

  test.each([
    ['writes its threshold over an earlier one', 0.5, 'ot=th:c', 'ot=th:8'],
    ['keeps what else OpenTelemetry has there', 0.5, 'ot=p:8;th:c;k1:x', 'ot=th:8;p:8;k1:x'],
    ['keeps what others have there', 0.5, 'a=1,ot=p:8,b=2', 'ot=th:8;p:8,a=1,b=2'],
    ['puts an earlier threshold right when it keeps all', 1, 'a=1,ot=th:c;p:8', 'ot=th:0;p:8,a=1'],
  ])('%s', (_what, ratio, before, after) => {
    expect(sample(createConsistentSampler(ratio), KEPT_TRACE, { traceState: before })).toEqual({
      kept: true,
      state: after,
    });
  });

  test.each([
    ['ot=rv:00000000000001', KEPT_TRACE, false],
    ['ot=th:0;rv:ffffffffffffff', DROPPED_TRACE, true],
    ['ot=rv:ffffffffffffff;th:0', DROPPED_TRACE, true],
    // Not 14 digits, so not a randomness: the trace id counts.
    ['ot=rv:ff', DROPPED_TRACE, false],
    ['ot=xrv:ffffffffffffff', DROPPED_TRACE, false],
    ['other=rv:ffffffffffffff', DROPPED_TRACE, false],
  ])('goes by an explicit randomness, %s of %s: %s', (traceState, traceId, kept) => {
    const { kept: was, state } = sample(createConsistentSampler(0.5), traceId, { traceState });
    expect(was).toBe(kept);
    if (kept) expect(state).toContain('rv:ffffffffffffff');
  });

  test.each([
    ['0.05', 'ConsistentProbability{0.05}'],
    ['0', 'ConsistentProbability{0}'],
    ['1', 'ConsistentProbability{1}'],
  ])('%s says what it is', (ratio, text) => {
    expect(createConsistentSampler(Number(ratio)).toString()).toBe(text);
  });

  test('under a parent-based sampler a trace keeps the decision and the threshold that it came with', () => {
    const sampler = new ParentBasedSampler({ root: createConsistentSampler(0.5) });
    expect(sample(sampler, DROPPED_TRACE, { sampled: true, traceState: 'ot=th:1' })).toEqual({
      kept: true,
      state: undefined,
    });
    expect(sample(sampler, KEPT_TRACE, { sampled: false }).kept).toBe(false);
    expect(sample(sampler, KEPT_TRACE)).toEqual({ kept: true, state: 'ot=th:8' });
    expect(sample(sampler, DROPPED_TRACE).kept).toBe(false);
  });
});
