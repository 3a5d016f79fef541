import type { CrashType } from '../../core/errors/crash-types.ts';
import type { BLOCKED_TYPE } from './blockage.ts';
import type { DiagnosticReport } from './diagnostic-report.ts';
import type { LeftState } from './state-file.ts';

/** How a process ended that could not say so itself. */
type CrashCategory =
  | 'out_of_memory'
  | 'fatal_error'
  | 'aborted'
  | 'native_crash'
  | 'event_loop_blocked'
  | 'machine_restarted'
  | 'killed';

/** What that is known from. */
type Evidence = 'report' | 'call' | 'exit' | 'heap' | 'growth' | 'memory' | 'watch' | 'boot' | 'none';

export interface Verdict {
  readonly category: CrashCategory;
  readonly evidence: Evidence;
  /** The class of the error that it counts as. */
  readonly type: CrashType | typeof BLOCKED_TYPE;
  readonly message: string;
  readonly stack: string | undefined;
}

/** The heap was so full when it was last looked at: V8 gives up a little above. */
const NEAR_HEAP_LIMIT = 0.8;
/** The process had so much of what the system lets it have. */
const NEAR_MEMORY_LIMIT = 0.9;

/** A process that has grown by more than its heap may was not filling that alone: V8 would have given up. */
const MOST_GROWTH = 1.5;

const isNear = (used: number, limit: number, share: number): boolean => limit > 0 && used >= share * limit;

/**
 * How much of the heap was used when the process was last seen, as far as its memory tells that: who holds the event loop
 * up cannot look at the heap. 0 where nobody has seen it, or it grew by something else.
 */
const heapSeen = ({ process: { heapUsed, heapLimit, rss, seenMillis }, memory }: LeftState): number => {
  if (!memory || memory.seenMillis < seenMillis) return 0;
  const grown = memory.rss - rss;
  return grown > MOST_GROWTH * heapLimit ? 0 : heapUsed + grown;
};

/** What the kernel ends a process with for what its native code did. */
const NATIVE: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGSYS']);
/** What native code ends its process with by itself, as `abort` does. So does the engine when its heap is full. */
const GIVES_UP: ReadonlySet<string> = new Set(['SIGILL', 'SIGTRAP']);

const HEAP_MESSAGE = 'JavaScript heap out of memory';

/** The first that fits counts: what is known before what is likely. */
export const judge = (
  state: LeftState,
  report: DiagnosticReport | undefined,
  isOfEarlierBoot: boolean,
): Verdict => {
  const { process: left, blocked, memory } = state;
  const signal = state.exit?.signal;
  const native = (category: 'native_crash' | 'aborted', type: CrashType, what: string): Verdict => ({
    category,
    evidence: 'exit',
    type,
    message: `the process ${what} in native code: ${signal}`,
    stack: blocked?.stack,
  });
  const outOfMemory = (evidence: Evidence, message: string, stack?: string): Verdict => ({
    category: 'out_of_memory',
    evidence,
    type: 'OutOfMemory',
    message,
    // The engine has none of the program when it gives up; who held the event loop up then filled the heap.
    stack: blocked?.stack ?? stack,
  });
  if (report && (report.trigger === 'OOMError' || /out of memory/i.test(report.event)))
    return outOfMemory('report', HEAP_MESSAGE, report.stack);
  if (report) {
    const { event, stack } = report;
    return { category: 'fatal_error', evidence: 'report', type: 'FatalError', message: event, stack };
  }
  if (left.abortStack !== undefined) {
    const message = 'process.abort() was called';
    return { category: 'aborted', evidence: 'call', type: 'Aborted', message, stack: left.abortStack };
  }
  if (signal !== undefined && NATIVE.has(signal)) return native('native_crash', 'NativeCrash', 'crashed');
  if (isOfEarlierBoot) {
    const message = 'the machine was started anew while the process ran';
    return {
      category: 'machine_restarted',
      evidence: 'boot',
      type: 'MachineRestarted',
      message,
      stack: undefined,
    };
  }
  if (isNear(left.heapUsed, left.heapLimit, NEAR_HEAP_LIMIT)) return outOfMemory('heap', HEAP_MESSAGE);
  if (isNear(heapSeen(state), left.heapLimit, NEAR_HEAP_LIMIT)) return outOfMemory('growth', HEAP_MESSAGE);
  if (signal === 'SIGABRT') return native('aborted', 'Aborted', 'was aborted');
  if (signal !== undefined && GIVES_UP.has(signal)) return native('native_crash', 'NativeCrash', 'crashed');
  if (isNear(Math.max(left.rss, memory?.rss ?? 0), left.memoryLimit, NEAR_MEMORY_LIMIT))
    return outOfMemory('memory', 'the process was out of memory that the system lets it have');
  if (blocked) {
    const seconds = Math.max(0, blocked.seenMillis - blocked.sinceMillis) / 1_000;
    return {
      category: 'event_loop_blocked',
      evidence: 'watch',
      type: 'EventLoopBlocked',
      message: `the process ended while its event loop was blocked, for ${seconds.toFixed(1)} s`,
      stack: blocked.stack,
    };
  }
  const by = signal === undefined ? 'a signal, or crashed in native code' : signal;
  const message =
    left.askedBy === undefined
      ? `the process was killed by ${by}`
      : `the process was killed before it had ended by itself, after ${left.askedBy}`;
  const evidence = signal === undefined ? 'none' : 'exit';
  return { category: 'killed', evidence, type: 'Killed', message, stack: undefined };
};
