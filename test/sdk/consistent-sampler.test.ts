import { describe, expect, test } from '@jest/globals';
import { createTraceState, ROOT_CONTEXT, SpanKind, TraceFlags, trace } from '@opentelemetry/api';
import { type Sampler, SamplingDecision } from '@opentelemetry/sdk-trace';
import { createConsistentSampler } from '../../src/sdk/consistent-sampler.ts';
import { createFixedSource } from '../../src/sdk/threshold-source.ts';

/** Ends in the randomness ce929d0e0e4736, which is above 0.8. */
const KEPT_TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const DROPPED_TRACE = '4bf92f3577b34da6a312929d0e0e4736';

/** Decides about every span, whatever its parent. */
const independent = (ratio: number): Sampler => {
  const source = createFixedSource(ratio);
  return createConsistentSampler({
    root: source,
    remoteParentSampled: source,
    remoteParentNotSampled: source,
    localParentSampled: source,
    localParentNotSampled: source,
  });
};

interface Parent {
  readonly isLocal?: boolean;
  readonly traceState?: string;
  readonly sampled?: boolean;
}

const sample = (sampler: Sampler, traceId: string, parent?: Parent) => {
  const context = parent
    ? trace.setSpanContext(ROOT_CONTEXT, {
        traceId,
        spanId: '00f067aa0ba902b7',
        traceFlags: parent.sampled === false ? TraceFlags.NONE : TraceFlags.SAMPLED,
        isRemote: parent.isLocal !== true,
        ...(parent.traceState !== undefined && { traceState: createTraceState(parent.traceState) }),
      })
    : ROOT_CONTEXT;
  const { decision, traceState } = sampler.shouldSample(context, traceId, 'GET /', SpanKind.SERVER, {}, []);
  return { kept: decision === SamplingDecision.RECORD_AND_SAMPLED, state: traceState?.serialize() };
};

describe('a sampler that looks at no parent', () => {
  test.each([
    ['all', 1, DROPPED_TRACE, undefined, { kept: true, state: undefined }],
    ['none', 0, KEPT_TRACE, undefined, { kept: false, state: undefined }],
    ['a trace above the threshold', 0.5, KEPT_TRACE, undefined, { kept: true, state: 'ot=th:8' }],
    ['not one below', 0.5, DROPPED_TRACE, undefined, { kept: false, state: undefined }],
    ['the share of the high-volume preset', 0.2, KEPT_TRACE, undefined, { kept: true, state: 'ot=th:cccd' }],
  ])('keeps %s', (_what, ratio, traceId, parent, result) => {
    expect(sample(independent(ratio), traceId, parent)).toEqual(result);
  });

  test.each([
    ['writes its threshold over an earlier one', 0.5, 'ot=th:c', 'ot=th:8'],
    ['keeps what else OpenTelemetry has there', 0.5, 'ot=p:8;th:c;k1:x', 'ot=th:8;p:8;k1:x'],
    ['keeps what others have there', 0.5, 'a=1,ot=p:8,b=2', 'ot=th:8;p:8,a=1,b=2'],
    ['puts an earlier threshold right when it keeps all', 1, 'a=1,ot=th:c;p:8', 'ot=th:0;p:8,a=1'],
  ])('%s', (_what, ratio, before, after) => {
    expect(sample(independent(ratio), KEPT_TRACE, { traceState: before })).toEqual({
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
    const { kept: was, state } = sample(independent(0.5), traceId, { traceState });
    expect(was).toBe(kept);
    if (kept) expect(state).toContain('rv:ffffffffffffff');
  });

  test.each([
    ['a threshold of what is left out', 'a=1,ot=th:c;p:8', 'ot=p:8,a=1'],
    ['the whole entry where there is nothing else', 'a=1,ot=th:c', 'a=1'],
  ])('erases %s', (_what, before, after) => {
    expect(sample(independent(0.5), DROPPED_TRACE, { traceState: before })).toEqual({
      kept: false,
      state: after,
    });
  });
});

describe('a sampler that follows parents', () => {
  const sampler = createConsistentSampler({ root: createFixedSource(0.5) });

  test.each([
    ['decides about a trace that begins here', KEPT_TRACE, undefined, { kept: true, state: 'ot=th:8' }],
    ['also against it', DROPPED_TRACE, undefined, { kept: false, state: undefined }],
    ['keeps what is kept before', KEPT_TRACE, { traceState: 'ot=th:c' }, { kept: true, state: undefined }],
    ['also without a threshold', DROPPED_TRACE, {}, { kept: true, state: undefined }],
    [
      'goes by explicit randomness',
      DROPPED_TRACE,
      { traceState: 'ot=rv:ffffffffffffff;th:c' },
      { kept: true, state: undefined },
    ],
    ['leaves out what is left out before', KEPT_TRACE, { sampled: false }, { kept: false, state: undefined }],
    // https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/#general-requirements
    [
      'erases a threshold that would have left the trace out',
      DROPPED_TRACE,
      { traceState: 'a=1,ot=th:8;p:8' },
      { kept: true, state: 'ot=p:8,a=1' },
    ],
    ['erases what is no threshold', KEPT_TRACE, { traceState: 'ot=th:xyz' }, { kept: true, state: '' }],
    [
      'erases the threshold of what is left out',
      KEPT_TRACE,
      { sampled: false, traceState: 'ot=th:8' },
      { kept: false, state: '' },
    ],
    ['follows a parent of this process', DROPPED_TRACE, { isLocal: true }, { kept: true, state: undefined }],
    [
      'also one that is left out',
      KEPT_TRACE,
      { isLocal: true, sampled: false },
      { kept: false, state: undefined },
    ],
  ])('%s', (_what, traceId, parent, result) => {
    expect(sample(sampler, traceId, parent)).toEqual(result);
  });

  test('can decide anew about what comes from elsewhere only', () => {
    const source = createFixedSource(0.5);
    const remote = createConsistentSampler({
      root: source,
      remoteParentSampled: source,
      remoteParentNotSampled: source,
    });
    expect(sample(remote, KEPT_TRACE, { sampled: false })).toEqual({ kept: true, state: 'ot=th:8' });
    expect(sample(remote, DROPPED_TRACE, {})).toEqual({ kept: false, state: undefined });
    expect(sample(remote, DROPPED_TRACE, { isLocal: true })).toEqual({ kept: true, state: undefined });
    expect(remote.followsLocalParent).toBe(true);
  });

  test('says what need not be asked', () => {
    expect(sampler).toMatchObject({ followsLocalParent: true, needsSpan: false });
    expect(independent(0.5)).toMatchObject({ followsLocalParent: false, needsSpan: false });
    expect(String(sampler)).toBe('ParentBased{root=ConsistentProbability{0.5}}');
  });

  test('makes nothing anew for a trace that begins here', () => {
    const ask = () => sampler.shouldSample(ROOT_CONTEXT, KEPT_TRACE, '', SpanKind.SERVER, {}, []);
    expect(ask()).toBe(ask());
  });
});
