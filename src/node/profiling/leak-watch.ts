import { getHeapStatistics } from 'node:v8';
import { diag, logs, metrics, SeverityNumber } from '@opentelemetry/api';
import { type GrowingSite, growingSites } from '../../core/profiling/growing-sites.ts';
import { findLeak, type HeapPoint, type Slope } from '../../core/profiling/leak.ts';
import type { Profile } from '../../core/profiling/profile.ts';
import type { Settings } from '../../core/settings/index.ts';
import { VERSION } from '../../core/version.ts';
import { reasonOf } from '../diagnostics.ts';
import { untraced } from '../exporters/untraced.ts';
import { watchCollections } from './after-collection.ts';
import { FINE_INTERVAL_BYTES, type HeapEngine } from './heap-engine.ts';
import type { Finished, Outputs } from './outputs.ts';
import type { ProfileName } from './profile-folder.ts';

/** Parts of the window; the least that was left in each is one point. */
const BUCKETS = 24;
/** How sure the growth has to be. */
const CONFIDENCE = 0.99;
/** Part of the window that has to be seen: it is never quite full. */
const LEAST_WINDOW = 0.8;
/** Of the heap; less grows by itself in a long life. */
const LEAST_SHARE = 0.05;
/** Parts of the window over which allocations are watched, once memory grows. */
const WATCHED_BUCKETS = 6;
const MAX_SITES = 5;

interface Watched {
  readonly before: Profile;
  /** Whether the heap was sampled before already. */
  readonly wasOn: boolean;
  readonly untilMillis: number;
}

const rounded = (value: number): number => Math.round(value);

const describe = ({ name, file, line }: GrowingSite['frame']): string =>
  `${name} (${file}${line > 0 ? `:${line}` : ''})`;

/** Tells of a leak: a log record with the places, a counter, and a line for people. */
const tell = (slope: Slope, sites: readonly GrowingSite[]): void => {
  const places = sites.map(({ frame }) => describe(frame));
  const perMinute = ((slope.bytesPerSecond * 60) / 1_048_576).toFixed(1);
  const body =
    `memory grows by ${perMinute} MiB a minute and full collections do not free it` +
    (places.length > 0 ? `; what stays was allocated by ${places.join(', ')}` : '');
  diag.warn(body);
  logs.getLogger('binnacle', VERSION).emit({
    eventName: 'binnacle.memory.leak',
    severityNumber: SeverityNumber.WARN,
    severityText: 'WARN',
    body,
    attributes: {
      'binnacle.memory.growth': rounded(slope.bytesPerSecond),
      'binnacle.memory.growth.low': rounded(slope.low),
      'binnacle.memory.growth.high': rounded(slope.high),
      'binnacle.memory.growth.confidence': CONFIDENCE,
      'binnacle.memory.sites': places,
      'binnacle.memory.sites.bytes': sites.map(({ bytes }) => rounded(bytes)),
    },
  });
};

/**
 * Looks at what each full collection leaves of the heap. V8 collects when it wants to; nothing is forced. Where memory
 * grows surely, allocations are sampled for a while, and the places are told of those that stay. The answer ends it.
 */
export const startLeakWatch = (
  { leakWindowMillis, leakLeastBytes }: Settings,
  heap: HeapEngine,
  finish: (kind: ProfileName['kind'], profile: Profile) => Finished,
  outputs: Outputs,
): (() => void) => {
  const bucketMillis = leakWindowMillis / BUCKETS;
  let points: HeapPoint[] = [];
  let bucket = -1;
  let watched: Watched | undefined;
  let found: Slope | undefined;
  let wasTold = false;
  const meter = metrics.getMeter('binnacle', VERSION);
  const leaks = meter.createCounter('binnacle.memory.leaks', {
    unit: '{leak}',
    description: 'How often memory was found to grow in a way that full collections do not undo',
  });
  meter
    .createObservableGauge('binnacle.memory.leak.growth', {
      unit: 'By/s',
      description: 'How fast memory grows that full collections leave, while that is a leak',
    })
    .addCallback((result) => {
      // Once told, until the end of the process: the SDK goes on with the last value of what is not observed any more.
      if (wasTold) result.observe(rounded(found?.bytesPerSecond ?? 0));
    });

  /** The places of what grows since allocations are watched, once that was long enough. */
  const conclude = (slope: Slope, { before, wasOn }: Watched): void => {
    const taken = finish('heap', heap.read());
    const sites = growingSites(before, taken.profile).slice(0, MAX_SITES);
    if (!wasOn) heap.stop();
    tell(slope, sites);
    leaks.add(1);
    wasTold = true;
    void outputs.write(taken);
  };

  const judge = (nowMillis: number): void => {
    const slope = findLeak(points, {
      confidence: CONFIDENCE,
      leastMillis: LEAST_WINDOW * leakWindowMillis,
      leastBytes: leakLeastBytes,
      leastShare: LEAST_SHARE,
    });
    if (!slope) {
      // It has levelled off.
      if (watched && !watched.wasOn) heap.stop();
      watched = undefined;
      found = undefined;
      return;
    }
    if (found) {
      found = slope;
      return;
    }
    if (!watched) {
      const wasOn = heap.isOn();
      heap.start(FINE_INTERVAL_BYTES);
      const before = finish('heap', heap.read()).profile;
      watched = { before, wasOn, untilMillis: nowMillis + WATCHED_BUCKETS * bucketMillis };
    } else if (nowMillis >= watched.untilMillis) {
      found = slope;
      conclude(slope, watched);
    }
  };

  const note = (): void => {
    const timeMillis = performance.now();
    const bytes = getHeapStatistics().used_heap_size;
    const current = Math.floor(timeMillis / bucketMillis);
    const last = points.at(-1);
    if (current === bucket && last) {
      // What is left right behind a collection is the least of its time.
      if (bytes < last.bytes) points[points.length - 1] = { timeMillis, bytes };
      return;
    }
    if (points.length > 0) judge(timeMillis);
    bucket = current;
    points = [
      ...points.filter((point) => timeMillis - point.timeMillis <= leakWindowMillis),
      { timeMillis, bytes },
    ];
  };

  const end = watchCollections(() => {
    try {
      untraced(note);
    } catch (error) {
      diag.warn(`memory is not watched: ${reasonOf(error)}`);
      end();
    }
  });
  return end;
};
