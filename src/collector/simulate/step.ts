import type { ResourceSpans } from '../otlp/model.ts';

/** A processor on the way of spans. What comes out may have come in earlier. */
export interface Step {
  readonly id: string;
  /** @param now seconds since 1970, which never goes back */
  push(batches: readonly ResourceSpans[], now: number): readonly ResourceSpans[];
  /** What was still waiting when nothing more comes. */
  finish(): readonly ResourceSpans[];
  /** What went on in it that a reader has to know. */
  readonly notes?: () => readonly StepNote[];
}

export interface StepNote {
  readonly id: string;
  readonly message: string;
}
