import { diag } from '@opentelemetry/api';
import type { Profile } from '../../core/profiling/profile.ts';
import { reasonOf } from '../diagnostics.ts';
import { untraced } from '../exporters/untraced.ts';
import { createAfterCollection } from './after-collection.ts';
import type { CpuEngine } from './cpu-engine.ts';
import type { HeapEngine } from './heap-engine.ts';
import { createHeapReader, type HeapReader } from './heap-reader.ts';
import type { Finished, Outputs } from './outputs.ts';
import type { ProfileName } from './profile-folder.ts';
import { createRestAfter, type RestAfter } from './rest-after.ts';

/** What is left at the end and shorter than this is nothing to look at; a short program is. */
const LEAST_REST_MILLIS = 1_000;
const LEAST_FIRST_MILLIS = 50;

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
  /** How often a window may begin: V8 looks at all code, 60 ms of a small service, 180 ms with 200 MB of heap. */
  readonly beginning?: RestAfter;
  /** How often the heap may be read. */
  readonly reader?: HeapReader | undefined;
}

/** Profiles one after the other, as long as the process lives. */
export interface Continuous {
  /** Ends a window that is open, and writes what it has: somebody else wants the profiler. */
  giveWay(): void;
  /**
   * Writes what there is of the current one. Never rejects.
   *
   * @param isLast whether the program ends, and does not mind to be stopped for a moment
   */
  flush(isLast: boolean): Promise<void>;
  stop(): void;
}

/** How long a profile lasts up to now. */
interface Since {
  begin(): void;
  /** One has ended, and the next begins. */
  next(): void;
  /** Whether it is long enough to be looked at. */
  isLong(): boolean;
}

const createSince = (): Since => {
  let millis = performance.now();
  let leastMillis = LEAST_FIRST_MILLIS;
  const begin = (): void => {
    millis = performance.now();
  };
  return {
    begin,
    next: () => {
      leastMillis = LEAST_REST_MILLIS;
      begin();
    },
    isLong: () => performance.now() - millis >= leastMillis,
  };
};

/** For a collection that V8 does by itself: whoever waits for one is told of each, those of the young objects too. */
const MOST_WAIT_MILLIS = 5_000;

/** Why a profile is taken: its time has come, somebody asks for what there is, the program ends, or it has ended. */
type When = 'period' | 'asked' | 'last' | 'exit';

export const createContinuous = ({
  cpu,
  heap,
  periodMillis,
  windowMillis,
  isBusy,
  finish,
  outputs,
  beginning = createRestAfter(),
  reader = heap && createHeapReader(heap, { warn: (line) => diag.warn(line) }),
}: ContinuousOptions): Continuous => {
  const isAlways = windowMillis >= periodMillis;
  const heapSince = createSince();
  const cpuSince = createSince();
  let isOver = false;
  let isSampling = false;
  let windowEnd: NodeJS.Timeout | undefined;

  const begin = (): void => {
    if (!cpu) return;
    beginning.run(cpu.start);
    cpuSince.begin();
    isSampling = true;
  };
  const end = (): Profile => {
    isSampling = false;
    return (cpu as CpuEngine).stop();
  };

  const cpuProfile = (when: When): (() => Profile) | undefined => {
    if (!cpu || !isSampling) return undefined;
    if (when === 'period') return isAlways ? cpu.take : end;
    if (!cpuSince.isLong()) return undefined;
    return when === 'exit' ? end : cpu.take;
  };
  const heapProfile = (when: When): (() => Profile) | undefined => {
    if (!reader || !heap?.isOn()) return undefined;
    if (when === 'last' || when === 'exit') return heapSince.isLong() ? reader.read : undefined;
    if (when === 'period' && afterCollection) return undefined;
    return reader.isDue() ? reader.read : undefined;
  };

  /** A fault is told, and the next period tries again. */
  const takeOut = (kind: ProfileName['kind'], take: (() => Profile) | undefined): readonly Finished[] => {
    try {
      if (!take) return [];
      (kind === 'cpu' ? cpuSince : heapSince).next();
      const finished = finish(kind, take());
      return finished.profile.samples.length > 0 ? [finished] : [];
    } catch (error) {
      diag.warn(`no ${kind} profile: ${reasonOf(error)}`);
      return [];
    }
  };
  /** What was taken since the last time. */
  const taken = (when: When): readonly Finished[] => [
    ...takeOut('cpu', cpuProfile(when)),
    ...takeOut('heap', heapProfile(when)),
  ];

  const writeAll = async (take: () => readonly Finished[], write: Outputs['write']): Promise<void> => {
    const finished = untraced(take);
    await Promise.all(finished.map((each) => untraced(() => write(each))));
  };
  // What waits to be collected would be in a profile that is read without a collection, so it waits for one.
  const afterCollection =
    reader && !heap?.readsCollect()
      ? createAfterCollection(
          () => void writeAll(() => takeOut('heap', heap?.isOn() ? reader.read : undefined), outputs.write),
          Math.min(periodMillis, MOST_WAIT_MILLIS),
        )
      : undefined;
  const writePeriod = (): void => {
    void writeAll(() => taken('period'), outputs.write);
    if (afterCollection && reader?.isDue()) afterCollection.ask();
  };
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
    afterCollection?.stop();
    process.removeListener('exit', atExit);
    if (!isOver && isSampling) end();
    isOver = true;
  };
  const atExit = (): void => {
    if (isOver) return;
    isOver = true;
    for (const finished of taken('exit')) outputs.writeNow(finished);
    // Too short to be looked at; somebody else may have stopped it.
    if (isSampling) takeOut('cpu', end);
  };
  // Before a profiler that ends itself there.
  process.prependListener('exit', atExit);

  return {
    giveWay: () => {
      if (isAlways || !isSampling) return;
      clearTimeout(windowEnd);
      writePeriod();
    },
    flush: async (isLast) => {
      // What others send is on its way first: taking a profile out holds the thread for some milliseconds.
      await new Promise((resolve) => setImmediate(resolve));
      if (!isOver) await writeAll(() => taken(isLast ? 'last' : 'asked'), outputs.writeAtEnd);
    },
    stop,
  };
};
