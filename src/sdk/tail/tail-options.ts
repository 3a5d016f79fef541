import type { TailChoice } from '../../core/sampling/sampler-choice.ts';

/** Why spans did not get what tail sampling promises. */
export type TailReason =
  /** Their trace was decided before its end, because too much waits. */
  | 'full'
  /** Their trace was decided before its end, because it is too old. */
  | 'timeout'
  /** They ended so long after their trace that its decision is forgotten. */
  | 'late';

interface TailLimits {
  /** Of all traces together; a trace without an ended span counts as one. */
  readonly maxSpans: number;
  readonly maxBytes: number;
  /** Longest wait for the end of a trace, in milliseconds. */
  readonly timeoutMillis: number;
}

export interface TailOptions extends TailChoice, TailLimits {
  /** A clock that never goes back, in milliseconds. */
  readonly now: () => number;
  /** Gets how many spans were left out for a reason. */
  readonly onDropped: (reason: TailReason, spans: number) => void;
}
