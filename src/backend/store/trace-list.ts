import type { Span } from '../model.ts';

/** One trace in memory. */
export interface Trace {
  readonly traceId: string;
  readonly spans: Map<string, Span>;
  bytes: number;
  /** When its latest span arrived, in milliseconds since 1970. */
  updatedMillis: number;
  older: Trace | undefined;
  newer: Trace | undefined;
}

/**
 * Traces in the order of their latest span, linked, so that the oldest is found in constant time.
 * A Map in insertion order walks over the holes that deletions left at its front.
 */
export class TraceList {
  #oldest: Trace | undefined;
  #newest: Trace | undefined;

  get oldest(): Trace | undefined {
    return this.#oldest;
  }

  append(trace: Trace): void {
    trace.older = this.#newest;
    trace.newer = undefined;
    if (this.#newest) this.#newest.newer = trace;
    else this.#oldest = trace;
    this.#newest = trace;
  }

  remove(trace: Trace): void {
    if (trace.older) trace.older.newer = trace.newer;
    else this.#oldest = trace.newer;
    if (trace.newer) trace.newer.older = trace.older;
    else this.#newest = trace.older;
  }

  *newestFirst(): Generator<Trace> {
    for (let trace = this.#newest; trace; trace = trace.older) yield trace;
  }
}
