import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';
import type { HintedSampler, Sources } from '../consistent-sampler.ts';
import { createTailBuffer } from './tail-buffer.ts';
import type { TailOptions } from './tail-options.ts';
import { createTailProcessor } from './tail-processor.ts';
import { createTailSampler } from './tail-sampler.ts';

export interface TailSampling {
  readonly sampler: HintedSampler;
  /** What stands in front of these, and gives them the spans that are kept. */
  processor(next: readonly SpanProcessor[]): SpanProcessor;
  /** Decides the traces that are too old; the caller does this now and then. */
  sweep(): void;
  /** Decides everything that waits at once, by what is known so far. */
  decideAll(): void;
}

/**
 * Decides about the part of a trace in this process when that has ended: what has an error or is slow is kept, and of
 * the rest the share that the sources give. Until then the spans wait in memory, within limits.
 */
export const createTailSampling = (sources: Sources, options: TailOptions): TailSampling => {
  let processors: readonly SpanProcessor[] = [];
  const forward = (span: ReadableSpan): void => {
    for (const processor of processors) processor.onEnd(span);
  };
  const buffer = createTailBuffer(options, forward);
  return {
    sampler: createTailSampler(sources, buffer.begin),
    processor: (next) => {
      processors = next;
      return createTailProcessor(next, buffer);
    },
    sweep: buffer.sweep,
    decideAll: buffer.decideAll,
  };
};
