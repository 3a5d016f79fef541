import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import type { TailBuffer } from './tail-buffer.ts';

/** Lets spans wait in the buffer. Before anything is flushed, what waits is decided. */
export const createTailProcessor = (
  next: readonly SpanProcessor[],
  { add, decideAll }: Pick<TailBuffer, 'add' | 'decideAll'>,
): SpanProcessor => ({
  onStart: (span, context) => {
    for (const processor of next) processor.onStart(span, context);
  },
  onEnding: (span) => {
    for (const processor of next) processor.onEnding?.(span);
  },
  onEnd: add,
  forceFlush: async () => {
    decideAll();
    await Promise.all(next.map((processor) => processor.forceFlush()));
  },
  shutdown: async () => {
    decideAll();
    await Promise.all(next.map((processor) => processor.shutdown()));
  },
});
