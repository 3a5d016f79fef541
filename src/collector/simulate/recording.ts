import { eachSpan, type ResourceSpans } from '../otlp/model.ts';
import { isRequest } from './request.ts';

const NANOS_PER_SECOND = 1e9;

/** A gap this long between two requests to the Collector is worth a word: clocks that differ, or a night. */
const GAP_SECONDS = 3600;

/** What was recorded, whatever is kept of it. */
export interface Recording {
  /** Requests to the Collector, as they were written. */
  readonly batches: number;
  readonly spans: number;
  /** From the first span that ended to the last one, at least one second. */
  readonly seconds: number;
  /** Seconds since 1970. */
  readonly start: number;
  readonly end: number;
  /** Places where time stands still for an hour or more. */
  readonly gaps: number;
  /** Spans that began a trace or came into a service. */
  readonly requests: number;
}

export interface RecordingClock {
  /**
   * The time at which a batch came in, in seconds since 1970: when its last span ended, and never before the batch
   * ahead of it. A recording has no other time of arrival.
   */
  next(batches: readonly ResourceSpans[]): number;
  recording(): Recording;
}

export const createRecordingClock = (): RecordingClock => {
  let [batchCount, spans, requests, gaps] = [0, 0, 0, 0];
  let first: number | undefined;
  let now = 0;
  return {
    next(batches) {
      batchCount++;
      let [earliest, latest] = [Number.POSITIVE_INFINITY, 0];
      for (const { span } of eachSpan(batches)) {
        spans++;
        if (isRequest(span)) requests++;
        const end = Number(span.end) / NANOS_PER_SECOND;
        earliest = Math.min(earliest, end);
        latest = Math.max(latest, end);
      }
      if (latest === 0) return now;
      if (first === undefined) {
        first = earliest;
        now = latest;
      } else {
        if (latest - now >= GAP_SECONDS) gaps++;
        first = Math.min(first, earliest);
        now = Math.max(now, latest);
      }
      return now;
    },
    recording: () => ({
      batches: batchCount,
      spans,
      requests,
      gaps,
      start: first ?? 0,
      end: now,
      seconds: Math.max(1, now - (first ?? 0)),
    }),
  };
};
