import type { Span } from '../model.ts';
import type { BackendOptions } from '../options.ts';
import type { Counters } from './counters.ts';
import { spanBytes } from './size.ts';
import { SourceReferences } from './source-references.ts';
import { type Trace, TraceList } from './trace-list.ts';

export type TraceLimits = Pick<
  BackendOptions,
  'maxSpans' | 'maxSpansPerTrace' | 'maxTraceBytes' | 'tracesRetentionMillis'
>;

/** A trace's own entry in the index, in rough bytes. */
const TRACE_BYTES = 400;

/** Spans by trace. Over a limit, the trace that was quiet for longest goes whole. */
export class TraceStore {
  readonly #limits: TraceLimits;
  readonly #counters: Counters;
  readonly #traces = new Map<string, Trace>();
  readonly #order = new TraceList();
  readonly #sources = new SourceReferences();
  #spans = 0;
  #bytes = 0;

  constructor(limits: TraceLimits, counters: Counters) {
    this.#limits = limits;
    this.#counters = counters;
  }

  get size(): { traces: number; spans: number; bytes: number } {
    return { traces: this.#traces.size, spans: this.#spans, bytes: this.#bytes };
  }

  /** False where the span is not kept; the counters say why. */
  add(span: Span, nowMillis: number): boolean {
    const trace = this.#traceOf(span.traceId);
    if (trace.spans.has(span.spanId)) {
      this.#counters.drop('traces', 'duplicate');
      return false;
    }
    if (trace.spans.size >= this.#limits.maxSpansPerTrace) {
      this.#counters.drop('traces', 'trace_full');
      return false;
    }
    trace.spans.set(span.spanId, span);
    trace.updatedMillis = nowMillis;
    const bytes = spanBytes(span);
    trace.bytes += bytes;
    this.#bytes += bytes + this.#sources.acquire(span.source);
    this.#spans += 1;
    this.#order.remove(trace);
    this.#order.append(trace);
    this.#makeRoom();
    return true;
  }

  get(traceId: string): Trace | undefined {
    return this.#traces.get(traceId);
  }

  newestFirst(): Iterable<Trace> {
    return this.#order.newestFirst();
  }

  expire(nowMillis: number): void {
    const limit = nowMillis - this.#limits.tracesRetentionMillis;
    let oldest = this.#order.oldest;
    while (oldest && oldest.updatedMillis < limit) {
      this.#counters.drop('traces', 'expired', this.#remove(oldest));
      oldest = this.#order.oldest;
    }
  }

  #traceOf(traceId: string): Trace {
    const known = this.#traces.get(traceId);
    if (known) return known;
    const trace: Trace = {
      traceId,
      spans: new Map(),
      bytes: TRACE_BYTES,
      updatedMillis: 0,
      older: undefined,
      newer: undefined,
    };
    this.#traces.set(traceId, trace);
    this.#order.append(trace);
    this.#bytes += TRACE_BYTES;
    return trace;
  }

  #makeRoom(): void {
    while (this.#spans > this.#limits.maxSpans || this.#bytes > this.#limits.maxTraceBytes) {
      const { oldest } = this.#order;
      if (!oldest) return;
      this.#counters.drop('traces', 'evicted', this.#remove(oldest));
    }
  }

  #remove(trace: Trace): number {
    this.#traces.delete(trace.traceId);
    this.#order.remove(trace);
    this.#spans -= trace.spans.size;
    this.#bytes -= trace.bytes;
    for (const { source } of trace.spans.values()) this.#bytes -= this.#sources.release(source);
    return trace.spans.size;
  }
}
