import { getHeapStatistics } from 'node:v8';
import type { Profile } from '../../core/profiling/profile.ts';
import type { HeapEngine } from './heap-engine.ts';
import { createRestAfter } from './rest-after.ts';

/**
 * Of the time, for reads that collect garbage: such a collection also throws optimised code away, and to make it again
 * takes some times as long as the program stood still.
 */
const COLLECTING_SHARE = 0.0002;
/** What is read in a moment before there is any load takes longer later. */
const LEAST_COLLECTING_REST_MILLIS = 600_000;

/** While it serves, no program is stopped for longer to read its heap; at its end it is. */
const MOST_PAUSE_MILLIS = 250;
/** To collect the garbage of a heap takes less than a millisecond for each MB that lives. */
const FIRST_MOST_BYTES = MOST_PAUSE_MILLIS * 1_048_576;

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`;

/** Reads the heap as often as that does the program no harm. */
export interface HeapReader {
  /** Whether one may be read while the program serves. */
  isDue(): boolean;
  read(): Profile;
}

export interface HeapReaderOptions {
  readonly warn: (line: string) => void;
  readonly usedBytes?: () => number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

export const createHeapReader = (
  heap: HeapEngine,
  {
    warn,
    usedBytes = () => getHeapStatistics().used_heap_size,
    now = () => performance.now(),
  }: HeapReaderOptions,
): HeapReader => {
  const collects = heap.readsCollect();
  const rest = collects
    ? createRestAfter(COLLECTING_SHARE, now, LEAST_COLLECTING_REST_MILLIS)
    : createRestAfter(undefined, now);
  let mostBytes = FIRST_MOST_BYTES;
  let wasTold = false;

  const isSmallEnough = (): boolean => {
    if (!collects) return true;
    const used = usedBytes();
    if (used <= mostBytes) return true;
    if (!wasTold)
      warn(
        `the heap (${megabytes(used)}) is profiled at the end only: to read it would stop the program for more than ${MOST_PAUSE_MILLIS} ms; with the package @datadog/pprof it would not`,
      );
    wasTold = true;
    return false;
  };
  return {
    isDue: () => heap.isOn() && rest.isDue() && isSmallEnough(),
    read: () => {
      const used = usedBytes();
      const started = now();
      const profile = rest.run(heap.read);
      const took = now() - started;
      // Of one that took too long half may be read; of one that did not, twice as much.
      if (collects)
        mostBytes =
          took > MOST_PAUSE_MILLIS
            ? used / 2
            : Math.max(mostBytes, Math.min(2, MOST_PAUSE_MILLIS / took) * used);
      return profile;
    },
  };
};
