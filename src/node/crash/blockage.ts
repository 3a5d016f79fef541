import type { ReporterOptions } from './report-blocked.ts';
import { MAX_BLOCKED_STACK_LENGTH } from './state-file.ts';

// What the main thread and the thread that watches it know of each other.

/** Places in the shared memory, each a time in nanoseconds on the clock of `process.hrtime`, or a flag. */
export const BEAT = 0;
/** 1 while a debugger listens: a person who looks at a stopped program is no fault. */
export const IS_DEBUGGED = 1;
export const PLACES = 2;

/** What the watching thread gets. */
export interface WatchData {
  readonly shared: SharedArrayBuffer;
  readonly thresholdMillis: number;
  readonly beatMillis: number;
  /** When a blockage that does not end is told of. */
  readonly tellAfterMillis: number;
  /** The file of the process's state; undefined where there is none. */
  readonly stateFile: number | undefined;
  /** A file beside which the chunks of this package lie. */
  readonly chunksFile: string;
  /** For what tells of a blockage while it lasts. */
  readonly reporter: ReporterOptions;
}

/** Where the main thread is, as it says itself when it is asked in between. */
export interface Whereabouts {
  readonly route?: string;
  readonly method?: string;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly traceFlags?: number;
}

/** An event loop that does not turn, or did not. */
export interface Blockage extends Whereabouts {
  readonly sinceMillis: number;
  readonly durationMillis: number;
  /** As V8 writes it; undefined where the thread was not in JavaScript all the time. */
  readonly stack: string | undefined;
  /** Whether it was told of while it lasted. */
  readonly isTold: boolean;
}

/** Under which the main thread keeps the function that tells where it is, on its global object. */
export const WHEREABOUTS = 'binnacle.whereabouts';

/** A frame as the inspector has it: https://chromedevtools.github.io/devtools-protocol/tot/Debugger/#type-CallFrame */
interface CallFrame {
  readonly functionName: string;
  readonly location: {
    readonly scriptId: string;
    readonly lineNumber: number;
    readonly columnNumber?: number | undefined;
  };
}

const MAX_FRAMES = 50;

/**
 * A stack in V8's words, so that it is read as that of an error is.
 *
 * @param urls of scripts, by their ids
 */
export const stackOfFrames = (frames: readonly CallFrame[], urls: ReadonlyMap<string, string>): string =>
  frames
    .slice(0, MAX_FRAMES)
    .map(({ functionName, location: { scriptId, lineNumber, columnNumber = 0 } }) => {
      const place = `${urls.get(scriptId) || '<anonymous>'}:${lineNumber + 1}:${columnNumber + 1}`;
      return functionName === '' ? `    at ${place}` : `    at ${functionName} (${place})`;
    })
    .join('\n')
    .slice(0, MAX_BLOCKED_STACK_LENGTH);

/** What a blockage counts as an error of. */
export const BLOCKED_TYPE = 'EventLoopBlocked';

export const messageOf = ({ durationMillis }: Blockage): string =>
  `the event loop was blocked for ${Math.round(durationMillis)} ms`;

/** Prepends what V8 does. */
export const errorStackOf = (blockage: Blockage): string =>
  blockage.stack === undefined ? '' : `${BLOCKED_TYPE}: ${messageOf(blockage)}\n${blockage.stack}`;
