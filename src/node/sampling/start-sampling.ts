import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace';
import type { SamplerChoice, TailChoice } from '../../core/sampling/sampler-choice.ts';
import type { Settings } from '../../core/settings/index.ts';
import { createConsistentSampler } from '../../sdk/consistent-sampler.ts';
import type { TailSampling } from '../../sdk/tail/tail-sampling.ts';
import type { TraceLimits } from '../../sdk/trace-limits.ts';
import { createSources, type SamplerContext } from './create-sampler.ts';

export interface Sampling {
  readonly sampler: Sampler;
  /** What the tracer provider gets instead of these. */
  processors(exporting: readonly SpanProcessor[]): SpanProcessor[];
  /** Gives on what still waits for the end of its trace; undefined where nothing ever waits. */
  readonly decideAll: (() => void) | undefined;
}

/** Everything that decides which spans there are. What is not asked for is not loaded. */
export const startSampling = (
  choice: SamplerChoice,
  tailChoice: TailChoice | undefined,
  settings: Settings,
  context: SamplerContext,
): Sampling => {
  const { load } = context;
  const sources = createSources(choice, context);
  const tail: TailSampling | undefined =
    tailChoice &&
    load<typeof import('./tail.ts')>('./sampling/tail.js').startTailSampling(sources, tailChoice, settings);
  const hasLimits = settings.maxSpansPerTrace !== undefined || settings.traceTimeoutMillis !== undefined;
  const limits: TraceLimits | undefined = hasLimits
    ? load<typeof import('./trace-limits.ts')>('./sampling/trace-limits.js').startTraceLimits(settings)
    : undefined;
  const sampler = tail?.sampler ?? createConsistentSampler(sources);
  return {
    sampler: limits?.limit(sampler) ?? sampler,
    processors: (exporting) => [
      ...(limits ? [limits.processor] : []),
      ...(tail ? [tail.processor(exporting)] : exporting),
    ],
    decideAll: tail?.decideAll,
  };
};
