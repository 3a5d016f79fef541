import type { Recording, RecordingEvent } from '../../../player/recording.ts';

/** Types of rrweb's events: what a page is, whole, and what it was called. */
const SNAPSHOT = 2;
const META = 4;

const ENDS: Readonly<Record<string, string>> = {
  bytes: 'the most bytes of a session were sent',
  duration: 'the longest time of a recording was over',
  snapshot: 'the page was too large to record',
  delivery: 'telemetry of the page could not all be delivered',
  session: 'the session was over',
};

export interface Lacks {
  /** Chunks that are not there. */
  readonly missing: readonly number[];
  /** Changes that were too many to record. */
  readonly dropped: number;
  readonly end: string | undefined;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/**
 * What can be shown of a recording: changes are changes of what was there before, so behind a chunk that is not there
 * it goes on with the next snapshot. Undefined where there is none.
 */
export const playable = (
  id: string,
  chunks: readonly (readonly RecordingEvent[] | undefined)[],
  { missing, dropped, end }: Lacks,
): Recording | undefined => {
  const events: RecordingEvent[] = [];
  let isWhole = false;
  let left = 0;
  for (const chunk of chunks) {
    if (!chunk) isWhole = false;
    for (const event of chunk ?? []) {
      isWhole ||= event.type === META;
      if (isWhole) events.push(event);
      else left++;
    }
  }
  const [first] = events;
  const last = events.at(-1);
  if (!first || !last || !events.some(({ type }) => type === SNAPSHOT)) return undefined;
  const { href } = (first.data ?? {}) as { href?: unknown };
  return {
    id,
    startMillis: first.timestamp,
    endMillis: last.timestamp,
    url: String(href ?? ''),
    events,
    notes: [
      ...(missing.length > 0 ? [`${count(missing.length, 'chunk')} missing: ${missing.join(', ')}`] : []),
      ...(left > 0 ? [`${count(left, 'event')} without a snapshot before, left out`] : []),
      ...(dropped > 0
        ? [`${count(dropped, 'change')} not recorded, because they were too many at once`]
        : []),
      ...(end === undefined ? [] : [`the recording ended because ${ENDS[end] ?? end}`]),
    ],
  };
};
