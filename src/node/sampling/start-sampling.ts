import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace';
import type { SamplerChoice, TailChoice } from '../../core/sampling/sampler-choice.ts';
import type { Settings } from '../../core/settings/index.ts';
import type { HintedSampler } from '../../sdk/consistent-sampler.ts';
import type { TailSampling } from '../../sdk/tail/tail-sampling.ts';
import type { TraceLimits } from '../../sdk/trace-limits.ts';
import { createSampler, createSources, type SamplerContext } from './create-sampler.ts';

export interface Sampling {
  readonly sampler: Sampler;
  /** What the tracer provider gets instead of these. */
  processors(exporting: readonly SpanProcessor[]): SpanProcessor[];
  /** Gives on what still waits for the end of its trace; undefined where nothing ever waits. */
  readonly decideAll: (() => void) | undefined;
}

/**
 * Everything that decides which spans there are. What is not asked for is not loaded.
 *
 * @param given a sampler that no choice describes; the head of a trace alone is its to decide
 */
export const startSampling = (
  choice: SamplerChoice,
  tailChoice: TailChoice | undefined,
  settings: Settings,
  context: SamplerContext,
  given?: HintedSampler,
): Sampling => {
  const { load } = context;
  const startTail = (tailing: TailChoice): TailSampling =>
    load<typeof import('./tail.ts')>('./sampling/tail.js').startTailSampling(
      createSources(choice, context),
      tailing,
      settings,
    );
  const tail = tailChoice && !given ? startTail(tailChoice) : undefined;
  const hasLimits = settings.maxSpansPerTrace !== undefined || settings.traceTimeoutMillis !== undefined;
  const limits: TraceLimits | undefined = hasLimits
    ? load<typeof import('./trace-limits.ts')>('./sampling/trace-limits.js').startTraceLimits(settings)
    : undefined;
  const sampler = tail?.sampler ?? given ?? createSampler(choice, context);
  return {
    sampler: limits?.limit(sampler) ?? sampler,
    processors: (exporting) => [
      ...(limits ? [limits.processor] : []),
      ...(tail ? [tail.processor(exporting)] : exporting),
    ],
    decideAll: tail?.decideAll,
  };
};
