import { TraceFlags } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Threshold } from '../threshold-source.ts';
import { createDecisions } from './decisions.ts';
import { hasFailed, isLocalRoot, isSlower } from './interesting.ts';
import { spanSize } from './span-size.ts';
import type { TailOptions, TailReason } from './tail-options.ts';
import type { BeginTrace } from './tail-sampler.ts';
import { createThresholdWriter, isWithin } from './write-threshold.ts';

export interface TailBuffer {
  readonly begin: BeginTrace;
  add(span: ReadableSpan): void;
  sweep(): void;
  decideAll(): void;
}

/** The part of a trace in this process that waits. */
interface Waiting {
  readonly traceId: string;
  readonly since: number;
  readonly rest: Threshold | undefined;
  readonly spans: ReadableSpan[];
  bytes: number;
  openRoots: number;
  isInteresting: boolean;
}

export const createTailBuffer = (options: TailOptions, forward: (span: ReadableSpan) => void): TailBuffer => {
  const { now, maxSpans, maxBytes, timeoutMillis, slowerThanMillis, onDropped } = options;
  /** In the order in which they began. */
  const waiting = new Map<string, Waiting>();
  const decisions = createDecisions();
  let spans = 0;
  let bytes = 0;

  const wait = (traceId: string, rest: Threshold | undefined): Waiting => {
    const trace = { traceId, since: now(), rest, spans: [], bytes: 0, openRoots: 1, isInteresting: false };
    waiting.set(traceId, trace);
    return trace;
  };

  /** @param early why the trace is decided before its end; undefined at its end */
  const decide = (trace: Waiting, early?: TailReason | 'flush'): void => {
    const { traceId, rest, isInteresting } = trace;
    waiting.delete(traceId);
    spans -= trace.spans.length;
    bytes -= trace.bytes;
    const [first] = trace.spans;
    const isKept = isInteresting || (rest !== undefined && first !== undefined && isWithin(rest, first));
    // What is kept for its own sake stands for itself alone, so the threshold stays the one that it came with.
    const write = createThresholdWriter(isInteresting ? undefined : rest);
    decisions.remember(traceId, { isKept, write, rest, isOver: early === undefined });
    if (isKept) {
      for (const span of trace.spans) {
        write(span);
        forward(span);
      }
    } else if (early !== undefined && early !== 'flush' && first) onDropped(early, trace.spans.length);
  };

  const oldest = (): Waiting | undefined => waiting.values().next().value;

  const sweep = (): void => {
    const limit = now() - timeoutMillis;
    for (let trace = oldest(); trace && trace.since <= limit; trace = oldest()) decide(trace, 'timeout');
  };

  const makeRoom = (): void => {
    for (let trace = oldest(); trace; trace = oldest()) {
      if (spans + waiting.size <= maxSpans && bytes <= maxBytes) return;
      decide(trace, 'full');
    }
  };

  /** Where the span's trace does not wait: it was decided already. */
  const addLate = (span: ReadableSpan, traceId: string): Waiting | undefined => {
    const decision = decisions.of(traceId);
    if (!decision) {
      onDropped('late', 1);
      return undefined;
    }
    // A trace that goes on after it was decided early may still become interesting.
    if (!decision.isKept) return decision.isOver ? undefined : wait(traceId, decision.rest);
    decision.write(span);
    forward(span);
    return undefined;
  };

  return {
    begin: (traceId, rest) => {
      sweep();
      const trace = waiting.get(traceId);
      if (trace) trace.openRoots++;
      else if (!decisions.of(traceId)?.isKept) {
        wait(traceId, rest);
        makeRoom();
      }
    },
    add: (span) => {
      const { traceId, traceFlags } = span.spanContext();
      if (!(traceFlags & TraceFlags.SAMPLED)) return;
      const trace = waiting.get(traceId) ?? addLate(span, traceId);
      if (!trace) return;
      const size = spanSize(span);
      trace.spans.push(span);
      trace.bytes += size;
      spans++;
      bytes += size;
      trace.isInteresting ||= hasFailed(span);
      if (isLocalRoot(span)) {
        trace.isInteresting ||= isSlower(span, slowerThanMillis);
        trace.openRoots--;
      }
      if (trace.openRoots === 0) decide(trace);
      else makeRoom();
    },
    sweep,
    decideAll: () => {
      for (const trace of [...waiting.values()]) decide(trace, 'flush');
    },
  };
};
