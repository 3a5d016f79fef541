import type { Attributes, Span, SpanContext, Tracer } from '@opentelemetry/api';
import type { Clock } from '../clock.ts';
import type { EpochMillis } from '../otlp/encode.ts';
import { ROOT, withSpan } from './context.ts';

/** An activity with nothing under way is over when nothing more has come of it for so long. */
const QUIET_MILLIS = 100;

/** It owns nothing that begins later than this. */
const LONGEST_MILLIS = 10_000;

/** A page load, a change of route or something the user did, with the requests that came of it. */
export interface Activity {
  readonly span: Span;
  /** Something of it is under way until the answer is called, with the time when it was over if that is not now. */
  hold(): (time?: EpochMillis) => void;
}

interface ActivityOptions {
  readonly startTime?: EpochMillis;
  readonly parent?: SpanContext | undefined;
  readonly isCandidate?: boolean;
  /** It ends when nothing of it is under way, however long that takes. */
  readonly isLong?: boolean;
  readonly onEnd?: (hadEffect: boolean) => void;
}

export interface Activities {
  readonly current: Activity | undefined;
  /**
   * Begins one, which ends the one before. One that was no more than a `candidate` is dropped unless something came
   * of it, so a click that does nothing makes no span.
   */
  begin(name: string, attributes: Attributes, options?: ActivityOptions): Activity;
  /** Ends the current one, as the page does. */
  end(): void;
}

/**
 * Which activity a request belongs to that has no active span. Its end is when the last thing of it ended, so the
 * wait for more is in no duration.
 */
export const createActivities = (tracer: () => Tracer, clock: Clock): Activities => {
  let current: Activity | undefined;
  let finish: (() => void) | undefined;
  return {
    get current() {
      return current;
    },
    end: () => finish?.(),
    begin: (name, attributes, { startTime = clock.now(), parent, isCandidate, isLong, onEnd } = {}) => {
      finish?.();
      let open = 0;
      let hadEffect = !isCandidate;
      let last = startTime;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const above = parent ? withSpan(ROOT, { spanContext: () => parent } as Span) : ROOT;
      const span = tracer().startSpan(name, { attributes, startTime }, above);
      const end = (): void => {
        if (current !== activity) return;
        clearTimeout(timer);
        current = finish = undefined;
        onEnd?.(hadEffect);
        // What is under way when the page ends it lasts until then at least.
        if (hadEffect) span.end(open ? undefined : last);
      };
      const wait = (): void => {
        clearTimeout(timer);
        if (!open) timer = setTimeout(end, QUIET_MILLIS);
      };
      const activity: Activity = {
        span,
        hold: () => {
          open++;
          hadEffect = true;
          let isOpen = true;
          clearTimeout(timer);
          return (time = clock.now()) => {
            if (!isOpen) return;
            isOpen = false;
            open--;
            last = Math.max(last, time);
            wait();
          };
        },
      };
      current = activity;
      finish = end;
      if (!isLong) setTimeout(end, LONGEST_MILLIS);
      wait();
      return activity;
    },
  };
};
