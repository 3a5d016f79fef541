import { openSync, unlinkSync, writeSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { diag } from '@opentelemetry/api';
import type { Settings } from '../../core/settings/index.ts';
import { prepareFolder, quietly } from '../buffer/buffer-folder.ts';
import type { ErrorSettings } from '../errors/note-error.ts';
import { onEnd } from '../exit/ended.ts';
import { untraced } from '../exporters/untraced.ts';
import { flush } from '../lifecycle.ts';
import { startLater } from '../start-later.ts';
import { newStateName, takeLeft } from './crash-folder.ts';
import { signalOfExit } from './exit-signal.ts';
import { givenHeapLimit, readOldHeap } from './old-heap.ts';
import { lookAround, ownIdentity } from './process-identity.ts';
import { clip, clipStack, encodeState, type ProcessState } from './state-file.ts';
import { tellCrash } from './tell-crash.ts';
import { watchChildren } from './watch-children.ts';

/** How often the heap is looked at. */
const LOOK_MILLIS = 2_000;
/** How often a sign of life is given, in looks. */
const LOOKS_A_SIGN = 5;
/** How often others are looked after, in looks. */
const LOOKS_A_SURVEY = 15;
/** A heap that is fuller than this is written with each look that finds it changed. */
const FULL_HEAP = 0.6;

/** Of one survey: the rest is in the count. */
const MAX_RECORDS = 20;

/** A limit beyond this is none: cgroups without one say so. */
const NO_LIMIT_BYTES = 2 ** 50;

export interface CrashWatch {
  /** What the thread that watches the event loop writes to as well. Never closed, so that its number stays its own. */
  readonly file: number;
}

const memoryLimit = (): number => {
  const limit = process.constrainedMemory();
  return limit > 0 && limit < NO_LIMIT_BYTES ? limit : 0;
};

/** Where the report goes that the program asks for itself: a file of that name, or one that Node names. */
const ownReport = (): Pick<ProcessState, 'reportFile' | 'reportFolder'> => {
  const { directory, filename, reportOnFatalError } = process.report;
  if (!reportOnFatalError || filename === 'stdout' || filename === 'stderr') return {};
  // Node puts the one behind the other, however they begin.
  return filename === ''
    ? { reportFolder: resolve(directory) }
    : { reportFile: resolve(directory === '' ? filename : `${directory}/${filename}`) };
};

/** Has the engine write a report when it gives up, unless the program has asked for one itself. */
const switchReportOn = (path: string): void => {
  const { report } = process;
  if (report.reportOnFatalError) return;
  report.reportOnFatalError = true;
  // Environment and network are nobody's business; not all versions know all of these.
  Object.assign(report, { filename: path, compact: true, excludeNetwork: true, excludeEnv: true });
};

/**
 * Leaves on disk what tells the next start how this process ended, if it cannot say so itself, and tells of those that
 * ended so before. Undefined, with a warning, where the folder cannot be used.
 */
export const watchCrashes = (
  settings: Settings,
  service: string,
  release: string,
  errorSettings: ErrorSettings,
  nodeOptions: string | undefined,
): CrashWatch | undefined => {
  const base = resolve(settings.crashDir ?? '');
  const folder = join(base, 'processes');
  const problem = prepareFolder(base) ?? prepareFolder(folder);
  if (problem !== undefined) {
    diag.warn(`BINNACLE_CRASH_DIR: ${base}: ${problem}; crashes of this process will not be found`);
    return undefined;
  }
  const givenLimit = givenHeapLimit(nodeOptions);
  const own = ownIdentity();
  const name = newStateName(own);
  const path = join(folder, name);
  const reportFile =
    settings.crashReport && !process.report.reportOnFatalError ? `${path}.report.json` : undefined;
  let askedBy: string | undefined;
  let abortStack: string | undefined;
  let file = -1;
  let wroteHeap = 0;

  const current = (heapUsed: number, heapLimit: number): ProcessState => ({
    ...own,
    service: clip(service),
    release: clip(release),
    startedMillis: Math.round(performance.timeOrigin),
    seenMillis: Date.now(),
    heapUsed,
    heapLimit,
    rss: process.memoryUsage.rss(),
    memoryLimit: memoryLimit(),
    ...(reportFile !== undefined ? { reportFile } : ownReport()),
    ...(askedBy !== undefined && { askedBy }),
    ...(abortStack !== undefined && { abortStack }),
  });
  const write = (): void => {
    const { used, limit } = readOldHeap(givenLimit);
    wroteHeap = used;
    writeSync(file, encodeState(current(used, limit)), 0, undefined, 0);
  };
  try {
    untraced(() => {
      file = openSync(path, 'wx', 0o600);
      write();
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    diag.warn(`BINNACLE_CRASH_DIR: ${base}: ${reason}; crashes of this process will not be found`);
    return undefined;
  }
  if (reportFile !== undefined) switchReportOn(reportFile);

  let lastExit = settings.lastExit;
  const survey = (): void => {
    const around = lookAround(own);
    const found = takeLeft(folder, service, around);
    if (found.length === 0) return;
    // Of several it is not known which one had that end.
    const signal = found.length === 1 && lastExit !== undefined ? signalOfExit(lastExit) : undefined;
    lastExit = undefined;
    for (const [index, left] of found.entries()) {
      const exit = left.exit ?? (signal === undefined ? undefined : { signal });
      quietly(() => tellCrash({ ...left, exit }, errorSettings, around, index < MAX_RECORDS));
    }
    // Should this process end before, another tells of them.
    void flush().then(() =>
      untraced(() => {
        for (const { path: taken, process: left } of found) {
          quietly(() => unlinkSync(taken));
          // Its own file only: where the program asked for a report, it wants to have it.
          const { reportFile: report } = left;
          if (report !== undefined && isAbsolute(report) && report.startsWith(folder))
            quietly(() => unlinkSync(report));
        }
      }),
    );
  };

  let looks = 0;
  const look = (): void => {
    looks++;
    const { used, limit } = readOldHeap(givenLimit);
    const isFull = Math.max(used, wroteHeap) > FULL_HEAP * limit;
    const hasChanged = Math.abs(used - wroteHeap) > 0.02 * limit;
    if (looks % LOOKS_A_SIGN === 0 || (isFull && hasChanged)) quietly(write);
    if (looks % LOOKS_A_SURVEY === 0) survey();
  };
  const timer = setInterval(() => untraced(look), LOOK_MILLIS).unref();

  const forgetChildren = watchChildren(folder, own.place);
  const { abort } = process;
  process.abort = () => {
    const here = new Error('process.abort() was called');
    // Without the frame of this function.
    Error.captureStackTrace(here, process.abort);
    abortStack = clipStack(here.stack ?? '');
    quietly(write);
    return abort.call(process);
  };
  onEnd({
    ended: () => {
      clearInterval(timer);
      forgetChildren();
      quietly(() => unlinkSync(path));
    },
    asked: (signal) => {
      askedBy = signal;
      quietly(() => untraced(write));
    },
  });
  startLater(() => untraced(survey));
  return { file };
};
