/**
 * One value for both halves of a sampling decision: what the SDK starts, and what the Collector keeps
 * of the traces that reach it.
 */
export interface SamplingPreset {
  /** The value of `BINNACLE_SAMPLING`; equals the file's name. */
  readonly id: string;
  readonly summary: string;
  /** Share of new traces that the SDK records, from 0 to 1; a trace that has a parent follows it. */
  readonly rootRatio: number;
  /** What the Collector's tail sampling keeps of the traces that it receives. */
  readonly collector: CollectorSampling;
}

export type CollectorSampling =
  | { readonly keep: 'all' }
  | {
      /** Every trace with an error, every slow one, and a share of the rest. */
      readonly keep: 'interesting';
      readonly slowerThanMillis: number;
      /** From 0 to 1. */
      readonly restRatio: number;
    };
