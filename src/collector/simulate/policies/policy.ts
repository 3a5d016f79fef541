import type { ResourceSpans } from '../../otlp/model.ts';

export type Decision = 'sampled' | 'not sampled' | 'dropped';

/** A trace as it is when it is decided. */
export interface PendingTrace {
  readonly traceId: string;
  readonly batches: readonly ResourceSpans[];
  readonly spanCount: number;
  /** Seconds since 1970 by the clock of the recording. */
  readonly now: number;
}

export interface Evaluator {
  /** To be asked changes it: it counts what it let through. */
  readonly isCounting: boolean;
  /** Throws OttlError where the Collector's policy returns an error. */
  evaluate(trace: PendingTrace): Decision;
}

export const stateless = (holds: (trace: PendingTrace) => boolean): Evaluator => ({
  isCounting: false,
  evaluate: (trace) => (holds(trace) ? 'sampled' : 'not sampled'),
});
