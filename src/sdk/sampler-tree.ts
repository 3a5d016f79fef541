import { isSpanContextValid, SpanKind, TraceFlags, trace } from '@opentelemetry/api';
import type { Sampler } from '@opentelemetry/sdk-trace';
import { chooseNode } from '../core/sampling/choose-node.ts';
import type { SamplingSettings } from '../core/sampling/choose-sampler.ts';
import { everywhere, type SamplerChoice } from '../core/sampling/sampler-choice.ts';
import type { ComposableNode, ComposableRule, SamplerNode } from '../core/sampling/sampler-node.ts';
import { isIncluded } from '../core/wildcard.ts';
import type { HintedSampler } from './consistent-sampler.ts';
import { DROPPED, KEPT } from './threshold-source.ts';

/** What the ends of a tree are made of. */
export interface SamplerParts {
  /** Of the service. */
  readonly settings: SamplingSettings;
  create(choice: SamplerChoice): Sampler;
}

type Arguments = Parameters<Sampler['shouldSample']>;

const ALWAYS_ON: Sampler = { shouldSample: () => KEPT, toString: () => 'AlwaysOn' };
const ALWAYS_OFF: Sampler = { shouldSample: () => DROPPED, toString: () => 'AlwaysOff' };

/** @param choose says which sampler decides */
const choosing = (choose: (...args: Arguments) => Sampler, description: string): Sampler => ({
  shouldSample: (...args) => choose(...args).shouldSample(...args),
  toString: () => description,
});

const parentOf = (context: Arguments[0]) => {
  const parent = trace.getSpanContext(context);
  return parent && isSpanContextValid(parent) ? parent : undefined;
};

const isSampled = ({ traceFlags }: { readonly traceFlags: number }): boolean =>
  (traceFlags & TraceFlags.SAMPLED) !== 0;

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** An attribute as the texts that rules look at: a list matches where one of its items does. */
const textsOf = (value: unknown): readonly string[] =>
  value === undefined || value === null ? [] : (Array.isArray(value) ? value : [value]).map(String);

const matcherOf = ({ attributeValues, attributePatterns, spanKinds, parents }: ComposableRule) => {
  const values = new Set(attributeValues?.values);
  const kinds = spanKinds && new Set(spanKinds.map((kind) => KINDS[kind]));
  return ([context, , , kind, attributes]: Arguments): boolean => {
    if (kinds && !kinds.has(kind)) return false;
    if (parents) {
      const parent = parentOf(context);
      if (!parents.includes(!parent ? 'none' : parent.isRemote ? 'remote' : 'local')) return false;
    }
    if (attributeValues && !textsOf(attributes[attributeValues.key]).some((text) => values.has(text)))
      return false;
    return (
      !attributePatterns ||
      textsOf(attributes[attributePatterns.key]).some((text) => isIncluded(attributePatterns, text))
    );
  };
};

const createComposable = (node: ComposableNode, parts: SamplerParts): Sampler => {
  if (node.kind === 'ratio') return parts.create(everywhere(node));
  if (node.kind === 'parent-threshold') {
    const root = createComposable(node.root, parts);
    return choosing((context) => {
      const parent = parentOf(context);
      // A parent's threshold has decided already, and stays in the trace state.
      return !parent ? root : isSampled(parent) ? ALWAYS_ON : ALWAYS_OFF;
    }, `ParentThreshold{${root}}`);
  }
  const rules = node.rules.map((rule) => ({
    matches: matcherOf(rule),
    sampler: createComposable(rule.sampler, parts),
  }));
  return choosing(
    (...args) => rules.find(({ matches }) => matches(args))?.sampler ?? ALWAYS_OFF,
    `RuleBased{${rules.map(({ sampler }) => sampler).join(',')}}`,
  );
};

const createNode = (node: SamplerNode, parts: SamplerParts): Sampler => {
  if (node.kind === 'always-on') return ALWAYS_ON;
  if (node.kind === 'always-off') return ALWAYS_OFF;
  const choice = chooseNode(node, parts.settings);
  if (choice) return parts.create(choice);
  if (node.kind === 'composite') return createComposable(node.node, parts);
  if (node.kind !== 'parent-based') return ALWAYS_OFF;
  const root = createNode(node.root, parts);
  const remoteSampled = createNode(node.remoteParentSampled, parts);
  const remoteNotSampled = createNode(node.remoteParentNotSampled, parts);
  const localSampled = createNode(node.localParentSampled, parts);
  const localNotSampled = createNode(node.localParentNotSampled, parts);
  return choosing((context) => {
    const parent = parentOf(context);
    if (!parent) return root;
    if (parent.isRemote) return isSampled(parent) ? remoteSampled : remoteNotSampled;
    return isSampled(parent) ? localSampled : localNotSampled;
  }, `ParentBased{root=${root}}`);
};

/** The sampler that a tree describes, for one that no choice amounts to. It is asked about every span. */
export const createSamplerTree = (node: SamplerNode, parts: SamplerParts): HintedSampler => {
  const sampler = createNode(node, parts);
  return {
    followsLocalParent: false,
    needsSpan: true,
    shouldSample: (...args) => sampler.shouldSample(...args),
    toString: () => String(sampler),
  };
};
