import { missedPackages } from '../hooks/bundled-file.ts';
import type { InstrumentationEntry } from '../instrumentation.ts';
import type { LoadChunk } from '../load-chunk.ts';
import type { StartedInstrumentations } from '../start-instrumentations.ts';
import type { LoadedEarly } from './untraced.ts';

/** The packages of these instrumentations that were loaded before Binnacle. */
export const loadedEarly = (
  chosen: readonly InstrumentationEntry[],
  loaded: ReadonlyMap<string, string>,
): LoadedEarly => {
  const missed = missedPackages();
  const names = chosen
    .flatMap(({ packages }) => packages)
    .filter((name) => loaded.has(name) || missed.has(name));
  return new Map(names.map((name) => [name, loaded.get(name)]));
};

/** When a program has loaded what it loads at start, in milliseconds from Binnacle's own. */
const LOADED_AFTER_MILLIS = 2_000;

/** Says once which packages are not traced: when the program has loaded, or at its end where that comes first. */
export const warnOfUntraced = (
  started: StartedInstrumentations,
  early: LoadedEarly,
  load: LoadChunk,
  warn: (line: string) => void,
): void => {
  const check = (): void => {
    clearTimeout(timer);
    process.off('exit', check);
    try {
      const { describeUntraced, findUntraced } = load<typeof import('./untraced.ts')>('./report/untraced.js');
      const line = describeUntraced(findUntraced(started, early));
      if (line !== undefined) warn(line);
    } catch {
      // A hint is not worth a fault.
    }
  };
  const timer = setTimeout(check, LOADED_AFTER_MILLIS).unref();
  process.once('exit', check);
};
