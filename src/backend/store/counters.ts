export type Signal = 'traces' | 'metrics' | 'logs';

/** Why an item that was received is not, or no longer, kept. */
export type DropReason =
  /** Not valid OTLP: a span without ids, a histogram whose buckets do not fit its bounds. */
  | 'invalid'
  /** The same span, or the same point, once more, as after a retry. */
  | 'duplicate'
  /** A point older than the one already counted. */
  | 'out_of_order'
  /** The trace has as many spans as it may have. */
  | 'trace_full'
  /** Room was needed for newer ones. */
  | 'evicted'
  /** Older than the retention. */
  | 'expired'
  /** More series than are kept. */
  | 'series_limit';

/** Why a whole request was refused. */
export type RefusalReason = 'malformed' | 'too_large' | 'unsupported' | 'busy' | 'timeout';

export interface Count {
  readonly signal: Signal;
  readonly reason: DropReason | RefusalReason;
  readonly count: number;
}

export interface CountersSnapshot {
  /** Items in requests that were decoded: spans, metric points, log records. */
  readonly received: Readonly<Record<Signal, number>>;
  /** Items. */
  readonly dropped: readonly Count[];
  /** Requests. */
  readonly refused: readonly Count[];
  /** Attribute values that were shortened or left out. */
  readonly truncatedValues: number;
}

/** What came in, and what of it was not kept, by signal and reason. */
export class Counters {
  readonly #received: Record<Signal, number> = { traces: 0, metrics: 0, logs: 0 };
  readonly #dropped = new Map<string, Count>();
  readonly #refused = new Map<string, Count>();
  #truncated = 0;

  receive(signal: Signal, items: number, truncated: number): void {
    this.#received[signal] += items;
    this.#truncated += truncated;
  }

  drop(signal: Signal, reason: DropReason, items = 1): void {
    if (items > 0) add(this.#dropped, signal, reason, items);
  }

  refuse(signal: Signal, reason: RefusalReason): void {
    add(this.#refused, signal, reason, 1);
  }

  snapshot(): CountersSnapshot {
    return {
      received: { ...this.#received },
      dropped: [...this.#dropped.values()],
      refused: [...this.#refused.values()],
      truncatedValues: this.#truncated,
    };
  }
}

const add = (
  counts: Map<string, Count>,
  signal: Signal,
  reason: DropReason | RefusalReason,
  items: number,
): void => {
  const key = `${signal} ${reason}`;
  counts.set(key, { signal, reason, count: (counts.get(key)?.count ?? 0) + items });
};
