import type { Attributes, Span, Tracer } from '@opentelemetry/api';
import type { Clock } from '../clock.ts';
import type { EpochMillis } from '../otlp/encode.ts';

/** An activity with nothing under way is over when nothing more has come of it for so long. */
const QUIET_MILLIS = 100;

/** It owns nothing that begins later than this. */
const LONGEST_MILLIS = 10_000;

/** A page load, a change of route or something the user did, with the requests that came of it. */
interface Activity {
  readonly span: Span;
  /** Something of it is under way until the answer is called. */
  hold(): () => void;
}

export interface Activities {
  readonly current: Activity | undefined;
  /**
   * Begins one, which ends the one before. One that was no more than a `candidate` is dropped unless something came
   * of it, so a click that does nothing makes no span.
   */
  begin(
    name: string,
    attributes: Attributes,
    options?: { startTime?: EpochMillis; isCandidate?: boolean },
  ): Activity;
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
    begin: (name, attributes, { startTime = clock.now(), isCandidate = false } = {}) => {
      finish?.();
      let open = 0;
      let owned = !isCandidate;
      let last = startTime;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const span = tracer().startSpan(name, { attributes, startTime, root: true });
      const end = (): void => {
        if (current !== activity) return;
        clearTimeout(timer);
        current = finish = undefined;
        if (owned) span.end(last);
      };
      const wait = (): void => {
        clearTimeout(timer);
        if (!open) timer = setTimeout(end, QUIET_MILLIS);
      };
      const activity: Activity = {
        span,
        hold: () => {
          open++;
          owned = true;
          let isOpen = true;
          clearTimeout(timer);
          return () => {
            if (!isOpen) return;
            isOpen = false;
            open--;
            last = Math.max(last, clock.now());
            wait();
          };
        },
      };
      current = activity;
      finish = end;
      setTimeout(end, LONGEST_MILLIS);
      wait();
      return activity;
    },
  };
};
