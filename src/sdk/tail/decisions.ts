import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Threshold } from '../threshold-source.ts';

export interface Decision {
  readonly isKept: boolean;
  /** Writes the threshold of the decision into a span that comes after it. */
  readonly write: (span: ReadableSpan) => void;
  /** For the case that the trace goes on. */
  readonly rest: Threshold | undefined;
  /** The trace had ended here. */
  readonly isOver: boolean;
}

/** Traces whose decision is known for spans that come late. */
const REMEMBERED = 10_000;

/** The last decisions, by trace. */
export const createDecisions = (remembered = REMEMBERED) => {
  const decisions = new Map<string, Decision>();
  return {
    remember: (traceId: string, decision: Decision): void => {
      decisions.delete(traceId);
      decisions.set(traceId, decision);
      if (decisions.size <= remembered) return;
      for (const oldest of decisions.keys()) {
        decisions.delete(oldest);
        return;
      }
    },
    of: (traceId: string): Decision | undefined => decisions.get(traceId),
  };
};
