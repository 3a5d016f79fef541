import { type Context, type ContextManager, context as contextApi } from '@opentelemetry/api';
import { getRPCMetadata } from '@opentelemetry/core';
import { decodePprof } from '../../core/profiling/decode-pprof.ts';
import { mapFrames, type Profile } from '../../core/profiling/profile.ts';
import { RequestState } from '../http/request-state.ts';
import type { CpuEngine } from './cpu-engine.ts';
import { loadPprof } from './load-pprof.ts';
import { type Label, labelOf, tellLabel } from './sample-label.ts';

/** From here on Node keeps asynchronous context where a profiler can read it at the moment of a sample. */
const LEAST_NODE = 24;

/** Where a function begins. */
interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly name?: string;
}

interface SourceMapper {
  mappingInfo(place: Place): Place & { readonly missingMapFile: boolean };
}

/**
 * Leaves places as they are, for who reads the profile to look up. The package tells the column of those only whose
 * source map it looked for and did not find, and in a minified file a line says nothing.
 */
const WITH_COLUMNS: SourceMapper = { mappingInfo: (place) => ({ ...place, missingMapFile: true }) };

/** The part of the package that is used. */
interface Pprof {
  readonly time: {
    start(options: {
      intervalMicros: number;
      durationMillis: number;
      withContexts: boolean;
      useCPED: boolean;
      columnNumbers: 'emit';
      sourceMapper: SourceMapper;
    }): void;
    stop(
      restart: boolean,
      generateLabels: (args: { readonly context?: { readonly context?: Label } }) => Record<string, string>,
    ): { encode(): Uint8Array };
    setContext(label: Label | undefined): void;
    getContext(): Label | undefined;
  };
}

/** Names as the other engine has them. */
const nameOf = (name: string): string => {
  if (name === 'Garbage Collection') return '(garbage collector)';
  return /^\(anonymous:L#\d+:C#\d+\)$/.test(name) ? '(anonymous)' : name;
};

/** The profile as the other engine has it, without the time in which the thread waits. */
const asCpu = (profile: Profile): Profile =>
  mapFrames(
    {
      ...profile,
      types: [
        { type: 'samples', unit: 'count' },
        { type: 'cpu', unit: 'nanoseconds' },
      ],
      periodType: { type: 'cpu', unit: 'nanoseconds' },
      samples: profile.samples.filter(({ stack }) => stack[0]?.name !== '(idle)'),
    },
    (frame) => ({ ...frame, name: nameOf(frame.name) }),
  );

type With = (
  this: unknown,
  context: Context,
  fn: (...args: unknown[]) => unknown,
  thisArg?: unknown,
  ...args: unknown[]
) => unknown;

/** Who is told; one profiler runs at a time. */
let following: Pprof['time'] | undefined;
let sinceMillis = 0;
/** Leaves the context manager as it was; undefined where it is so. */
let unpatch: (() => void) | undefined;

/** Labels what runs now. */
const mark = (context: Context): void => {
  if (!following) return;
  try {
    const label = labelOf(context, following.getContext());
    if (label !== 'same') following.setContext(label);
  } catch {
    // Somebody else has stopped it.
    following = undefined;
  }
};

/** Whether a context is that of a request which began before the profiler did, so that nobody has told of it. */
const isOlder = (context: Context): boolean => {
  const request = getRPCMetadata(context);
  return request instanceof RequestState && request.startMillis < sinceMillis && !request.ended;
};

/** Tells the profiler which context is active; what runs asynchronously in it keeps it. */
const followContexts = ({ time }: Pprof): void => {
  following = time;
  sinceMillis = performance.now();
  if (unpatch) return;
  const manager = (contextApi as unknown as { _getContextManager(): ContextManager })._getContextManager();
  const before = manager.with as With;
  const marking: With = function (this: unknown, context, fn, thisArg, ...args) {
    if (!following) return before.call(this, context, fn, thisArg, ...args);
    const marked = (...given: unknown[]): unknown => {
      mark(context);
      return fn.apply(thisArg, given);
    };
    return before.call(this, context, marked, undefined, ...args);
  };
  manager.with = marking as ContextManager['with'];
  // A request that waits while the profiler begins comes back without a call of `with`. What asks for its context
  // labels it, and all that goes on in the same one.
  const activeBefore = manager.active;
  const markingOlder = function (this: unknown): Context {
    const context = activeBefore.call(this as ContextManager);
    if (following && isOlder(context)) mark(context);
    return context;
  };
  manager.active = markingOlder;
  unpatch = () => {
    // Where somebody else has wrapped it since, it stays, and waits for the next window.
    if (manager.with !== marking || manager.active !== markingOlder) return;
    manager.with = before as ContextManager['with'];
    manager.active = activeBefore;
    unpatch = undefined;
  };
};

/** Between two windows nobody pays for what a label takes. */
const stopFollowing = (): void => {
  following = undefined;
  unpatch?.();
};

/** What takes samples keeps a place for the label of each, of so long at most. */
const MOST_LABELLED_MILLIS = 3_600_000;

/** Samples by `@datadog/pprof`, where it is installed and could give labels: each knows its span and its route. */
export const createDatadogCpu = (intervalMicros: number, periodMillis: number): CpuEngine | undefined => {
  if (Number.parseInt(process.versions.node, 10) < LEAST_NODE) return undefined;
  const pprof = loadPprof<Pprof>();
  if (!pprof) return undefined;
  const end = (restart: boolean): Profile => {
    const taken = pprof.time.stop(restart, ({ context }) => tellLabel(context?.context));
    return asCpu(decodePprof(taken.encode(), (bytes) => Buffer.from(bytes).toString()));
  };
  return {
    start: () => {
      pprof.time.start({
        intervalMicros,
        // Samples of more than twice that time have no labels: for more there is no place.
        durationMillis: Math.min(Math.max(periodMillis, intervalMicros / 1_000), MOST_LABELLED_MILLIS),
        withContexts: true,
        useCPED: true,
        columnNumbers: 'emit',
        sourceMapper: WITH_COLUMNS,
      });
      followContexts(pprof);
    },
    take: () => end(true),
    stop: () => {
      stopFollowing();
      return end(false);
    },
  };
};
