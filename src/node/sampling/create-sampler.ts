import type { RootChoice, SamplerChoice } from '../../core/sampling/sampler-choice.ts';
import { createConsistentSampler, type HintedSampler, type Sources } from '../../sdk/consistent-sampler.ts';
import { createFixedSource, type ThresholdSource } from '../../sdk/threshold-source.ts';
import type { LoadChunk } from '../load-chunk.ts';

export interface SamplerContext {
  /** `service.name` */
  readonly serviceName: string;
  readonly load: LoadChunk;
}

const now = (): number => performance.now();

const createSource = (choice: RootChoice, context: SamplerContext): ThresholdSource => {
  if (choice.kind === 'ratio') return createFixedSource(choice.ratio);
  const { load } = context;
  if (choice.kind === 'jaeger-remote') {
    const { startJaegerRemote } = load<typeof import('./jaeger-remote.ts')>('./sampling/jaeger-remote.js');
    return startJaegerRemote(choice, context.serviceName);
  }
  const { createRuleBasedSource, createShareSource } =
    load<typeof import('./rules.ts')>('./sampling/rules.js');
  return choice.kind === 'rate'
    ? createShareSource(choice, now)
    : createRuleBasedSource(choice.rules, createSource(choice.rest, context), {
        serviceName: context.serviceName,
        now,
      });
};

/** Equal objects of the choice become one source, so that a rate stays one rate. */
export const createSources = (choice: SamplerChoice, context: SamplerContext): Sources => {
  const made = new Map<RootChoice, ThresholdSource>();
  const sourceOf = (one: RootChoice): ThresholdSource => {
    const source = made.get(one) ?? createSource(one, context);
    made.set(one, source);
    return source;
  };
  const { root, ...parents } = choice;
  return {
    root: sourceOf(root),
    ...Object.fromEntries(
      Object.entries(parents).flatMap(([place, one]) => (one ? [[place, sourceOf(one)]] : [])),
    ),
  };
};

/** The sampler that data describes. */
export const createSampler = (choice: SamplerChoice, context: SamplerContext): HintedSampler =>
  createConsistentSampler(createSources(choice, context));
