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

export interface ContinuousOptions {
  readonly cpu: CpuEngine | undefined;
  readonly heap: HeapEngine | undefined;
  readonly periodMillis: number;
  finish(kind: ProfileName['kind'], profile: Profile): Finished;
  readonly outputs: Outputs;
}

/** Profiles one after the other, as long as the process lives. */
export interface Continuous {
  /** Writes what there is of the current one. Never rejects. */
  flush(): Promise<void>;
  stop(): void;
}

export const createContinuous = ({
  cpu,
  heap,
  periodMillis,
  finish,
  outputs,
}: ContinuousOptions): Continuous => {
  let sinceMillis = performance.now();
  let isFirst = true;
  let isOver = false;
  // To read it, V8 collects all garbage: 8 ms for a heap of 4 MB, 250 ms for one of 200.
  const reading = createRestAfter();
  cpu?.start();

  const isWorthIt = (): boolean =>
    performance.now() - sinceMillis >= (isFirst ? LEAST_FIRST_MILLIS : LEAST_REST_MILLIS);

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
    sinceMillis = performance.now();
    isFirst = false;
    add('cpu', cpu && (when === 'last' ? cpu.stop : cpu.take));
    add('heap', heapProfile(when !== 'period'));
    return found.filter(({ profile }) => profile.samples.length > 0);
  };

  const writeAll = async (when: 'period' | 'asked', write: Outputs['write']): Promise<void> => {
    const finished = untraced(() => taken(when));
    await Promise.all(finished.map((each) => untraced(() => write(each))));
  };
  const timer = setInterval(() => void writeAll('period', outputs.write), periodMillis).unref();

  const stop = (): void => {
    clearInterval(timer);
    process.removeListener('exit', atExit);
    if (!isOver) cpu?.stop();
    isOver = true;
  };
  const atExit = (): void => {
    if (isOver) return;
    isOver = true;
    const isLong = isWorthIt();
    const rest = taken('last');
    if (isLong) for (const finished of rest) outputs.writeNow(finished);
  };
  // Before a profiler that ends itself there.
  process.prependListener('exit', atExit);

  return {
    flush: async () => {
      // What others send is on its way first: taking a profile out holds the thread for some milliseconds.
      await new Promise((resolve) => setImmediate(resolve));
      if (!isOver && isWorthIt()) await writeAll('asked', outputs.writeAtEnd);
    },
    stop,
  };
};
