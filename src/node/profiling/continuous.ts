import { diag } from '@opentelemetry/api';
import type { Profile } from '../../core/profiling/profile.ts';
import { reasonOf } from '../diagnostics.ts';
import { untraced } from '../exporters/untraced.ts';
import type { CpuEngine } from './cpu-engine.ts';
import type { HeapEngine } from './heap-engine.ts';
import type { Finished, Outputs } from './outputs.ts';
import type { ProfileName } from './profile-folder.ts';
import { createRestAfter } from './rest-after.ts';

/** What is left at the end and shorter than this is nothing to look at; a short program is. */
const LEAST_REST_MILLIS = 1_000;
const LEAST_FIRST_MILLIS = 50;

/**
 * Of the time, for reading the heap: such a collection also throws optimised code away, and to make it again takes
 * some times as long as the program stood still.
 */
const READING_SHARE = 0.0002;
/** What is read in a moment before there is any load takes longer later. */
const LEAST_READING_REST_MILLIS = 600_000;

export interface ContinuousOptions {
  readonly cpu: CpuEngine | undefined;
  readonly heap: HeapEngine | undefined;
  /** From the begin of one profile of the CPU to the next. */
  readonly periodMillis: number;
  /** For how long of that samples of the CPU are taken; all the time where it is no shorter. */
  readonly windowMillis: number;
  /** Whether somebody takes a profile that was asked for, by an engine that is there once. */
  isBusy(): boolean;
  finish(kind: ProfileName['kind'], profile: Profile): Finished;
  readonly outputs: Outputs;
}

/** Profiles one after the other, as long as the process lives. */
export interface Continuous {
  /** Ends a window that is open, and writes what it has: somebody else wants the profiler. */
  giveWay(): void;
  /** Writes what there is of the current one. Never rejects. */
  flush(): Promise<void>;
  stop(): void;
}

export const createContinuous = ({
  cpu,
  heap,
  periodMillis,
  windowMillis,
  isBusy,
  finish,
  outputs,
}: ContinuousOptions): Continuous => {
  const isAlways = windowMillis >= periodMillis;
  let sinceMillis = performance.now();
  let isFirst = true;
  let isOver = false;
  // To read it, V8 collects all garbage: 8 ms for a heap of 4 MB, 250 ms for one of 200.
  const reading = createRestAfter(READING_SHARE, undefined, LEAST_READING_REST_MILLIS);
  // To begin, V8 looks at all code: 60 ms for a small service, 180 ms with 200 MB of heap.
  const beginning = createRestAfter();
  let isSampling = false;
  let windowStartMillis = 0;
  let windowEnd: NodeJS.Timeout | undefined;

  const begin = (): void => {
    if (!cpu) return;
    beginning.run(cpu.start);
    windowStartMillis = performance.now();
    isSampling = true;
  };
  const end = (): Profile => {
    isSampling = false;
    return (cpu as CpuEngine).stop();
  };

  const isLong = (sinceMillis: number): boolean =>
    performance.now() - sinceMillis >= (isFirst ? LEAST_FIRST_MILLIS : LEAST_REST_MILLIS);

  const cpuProfile = (when: 'period' | 'asked' | 'last'): (() => Profile) | undefined => {
    if (!cpu || !isSampling) return undefined;
    if (when === 'last') return end;
    if (isAlways) return cpu.take;
    if (when === 'period') return end;
    return isLong(windowStartMillis) ? cpu.take : undefined;
  };
  const heapProfile = (isAsked: boolean): (() => Profile) | undefined =>
    heap?.isOn() && (isAsked || reading.isDue()) ? () => reading.run(heap.read) : undefined;

  /**
   * What was taken since the last time. A fault is told, and the next period tries again.
   *
   * @param when a heap that takes long to read is not read in each period
   */
  const taken = (when: 'period' | 'asked' | 'last'): readonly Finished[] => {
    const found: Finished[] = [];
    const add = (kind: ProfileName['kind'], take: (() => Profile) | undefined): void => {
      try {
        if (take) found.push(finish(kind, take()));
      } catch (error) {
        diag.warn(`no ${kind} profile: ${reasonOf(error)}`);
      }
    };
    const ofCpu = cpuProfile(when);
    sinceMillis = performance.now();
    isFirst = false;
    add('cpu', ofCpu);
    add('heap', heapProfile(when !== 'period'));
    return found.filter(({ profile }) => profile.samples.length > 0);
  };

  const writeAll = async (when: 'period' | 'asked', write: Outputs['write']): Promise<void> => {
    const finished = untraced(() => taken(when));
    await Promise.all(finished.map((each) => untraced(() => write(each))));
  };
  const writePeriod = (): void => void writeAll('period', outputs.write);
  const endLater = (): void => {
    windowEnd = setTimeout(writePeriod, windowMillis).unref();
  };

  /** A window that would come too soon, or while a profile is taken that was asked for, is left out. */
  const beginAgain = (): void => {
    try {
      if (!isBusy() && beginning.isDue()) untraced(begin);
    } catch (error) {
      diag.warn(`no cpu profile: ${reasonOf(error)}`);
    }
    endLater();
  };
  begin();
  if (!isAlways) endLater();
  const timer = setInterval(isAlways ? writePeriod : beginAgain, periodMillis).unref();

  const stop = (): void => {
    clearInterval(timer);
    clearTimeout(windowEnd);
    process.removeListener('exit', atExit);
    if (!isOver && isSampling) end();
    isOver = true;
  };
  const atExit = (): void => {
    if (isOver) return;
    isOver = true;
    const isWorthIt = isLong(sinceMillis);
    const rest = taken('last');
    if (isWorthIt) for (const finished of rest) outputs.writeNow(finished);
  };
  // Before a profiler that ends itself there.
  process.prependListener('exit', atExit);

  return {
    giveWay: () => {
      if (isAlways || !isSampling) return;
      clearTimeout(windowEnd);
      writePeriod();
    },
    flush: async () => {
      // What others send is on its way first: taking a profile out holds the thread for some milliseconds.
      await new Promise((resolve) => setImmediate(resolve));
      if (!isOver && isLong(sinceMillis)) await writeAll('asked', outputs.writeAtEnd);
    },
    stop,
  };
};
