import {
  type Attributes,
  createTraceState,
  ROOT_CONTEXT,
  SpanKind,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { RandomIdGenerator, type Sampler, SamplingDecision } from '@opentelemetry/sdk-trace';
import { OT_VENDOR, thresholdIn } from '../../src/core/sampling/ot-entry.ts';
import { parseRules } from '../../src/core/sampling/rules/parse-rules.ts';
import { ratioOf } from '../../src/core/sampling/threshold.ts';
import { createConsistentSampler } from '../../src/sdk/consistent-sampler.ts';
import { createRuleBasedSource } from '../../src/sdk/rule-based-source.ts';
import { createFixedSource, type ThresholdSource } from '../../src/sdk/threshold-source.ts';
import { createTracerProvider } from '../../src/sdk/tracing/tracer-provider.ts';

const ids = new RandomIdGenerator();

/** A tracer of ours whose spans go nowhere. */
export const createTracer = (sampler: Sampler): Tracer =>
  createTracerProvider({
    resource: resourceFromAttributes({}),
    sampler,
    spanLimits: {
      attributeCountLimit: 128,
      attributeValueLengthLimit: Number.POSITIVE_INFINITY,
      eventCountLimit: 128,
      linkCountLimit: 128,
      attributePerEventCountLimit: 128,
      attributePerLinkCountLimit: 128,
    },
    spanProcessors: [],
    clock: { monotonic: () => performance.now(), offset: () => performance.timeOrigin },
    ids: { generateTraceId: () => ids.generateTraceId(), generateSpanId: () => ids.generateSpanId() },
  }).getTracer('test');

/** What one service sends to the next. */
export interface Sent {
  readonly traceId: string;
  readonly isSampled: boolean;
  /** Empty where there is none. */
  readonly traceState: string;
}

interface Asked {
  readonly name?: string;
  readonly attributes?: Attributes;
}

/** Asks a sampler about a trace that begins, or about what another service sent. */
export const ask = (
  sampler: Sampler,
  from: string | Sent,
  { name = 'GET', attributes = {} }: Asked = {},
): Sent => {
  const traceId = typeof from === 'string' ? from : from.traceId;
  const traceState =
    typeof from === 'string' || from.traceState === '' ? undefined : createTraceState(from.traceState);
  const context =
    typeof from === 'string'
      ? ROOT_CONTEXT
      : trace.setSpanContext(ROOT_CONTEXT, {
          traceId,
          spanId: '00f067aa0ba902b7',
          traceFlags: from.isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
          isRemote: true,
          ...(traceState && { traceState }),
        });
  const result = sampler.shouldSample(context, traceId, name, SpanKind.SERVER, attributes, []);
  return {
    traceId,
    isSampled: result.decision === SamplingDecision.RECORD_AND_SAMPLED,
    traceState: (result.traceState ?? traceState)?.serialize() ?? '',
  };
};

/** How many traces a kept one stands for; 1 where it does not say. */
export const adjustedCountOf = (traceState: string): number => {
  const threshold = thresholdIn(createTraceState(traceState).get(OT_VENDOR) ?? '');
  return threshold === undefined ? 1 : 1 / ratioOf(threshold);
};

/** A service that decides anew about everything that comes from elsewhere. */
export const deciding = (root: ThresholdSource): Sampler =>
  createConsistentSampler({ root, remoteParentSampled: root, remoteParentNotSampled: root });

/** A service that decides about what begins there. */
export const following = (root: ThresholdSource): Sampler => createConsistentSampler({ root });

export const byRules = (text: string, now: () => number = () => 0, serviceName = 'shop'): ThresholdSource =>
  createRuleBasedSource(parseRules(text).rules, createFixedSource(1), { serviceName, now });
