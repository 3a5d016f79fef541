/** One function of a stack, or one line of it where the profiler tells lines. */
export interface Frame {
  readonly name: string;
  /** A path or URL; empty for what is built in. */
  readonly file: string;
  /** From 1; 0 where it is not known. */
  readonly line: number;
  /** From 1; 0 where it is not known. */
  readonly column: number;
}

/** What the values of samples are: `cpu` in `nanoseconds`, `inuse_space` in `bytes`, … */
export interface ValueType {
  readonly type: string;
  readonly unit: string;
}

export interface Sample {
  /** The innermost first. Equal frames of a profile are one object. */
  readonly stack: readonly Frame[];
  /** One for each of the profile's types. */
  readonly values: readonly number[];
  readonly labels: Readonly<Record<string, string>>;
}

/** A profile as pprof has it, without addresses and mappings, which JavaScript has not. */
export interface Profile {
  readonly types: readonly ValueType[];
  readonly samples: readonly Sample[];
  readonly periodType: ValueType;
  /** Between two samples, in the unit of `periodType`. */
  readonly period: number;
  /** When it began, since 1970; 0 where it is not known. */
  readonly timeMillis: number;
  readonly durationMillis: number;
}

/** Names of the labels: as other profilers have them, and as the conventions of OpenTelemetry. */
export const LABELS = { traceId: 'trace id', spanId: 'span id', route: 'http.route' } as const;

/** Gives one object for equal frames. */
export const createFrames = (): ((name: string, file: string, line: number, column: number) => Frame) => {
  const known = new Map<string, Frame>();
  return (name, file, line, column) => {
    const key = `${name}\n${file}\n${line}:${column}`;
    const found = known.get(key);
    if (found) return found;
    const frame = { name, file, line, column };
    known.set(key, frame);
    return frame;
  };
};

/** The profile with other frames; what becomes of equal ones is asked once. */
export const mapFrames = (profile: Profile, change: (frame: Frame) => Frame): Profile => {
  const frameOf = createFrames();
  const changed = new Map<Frame, Frame>();
  const changedOf = (frame: Frame): Frame => {
    const before = changed.get(frame);
    if (before) return before;
    const { name, file, line, column } = change(frame);
    const after = frameOf(name, file, line, column);
    changed.set(frame, after);
    return after;
  };
  return {
    ...profile,
    samples: profile.samples.map((sample) => ({ ...sample, stack: sample.stack.map(changedOf) })),
  };
};

/** What is alive, whoever told it. */
export const heapProfileOf = (
  samples: readonly Sample[],
  intervalBytes: number,
  timeMillis: number,
): Profile => ({
  types: [
    { type: 'samples', unit: 'count' },
    { type: 'inuse_space', unit: 'bytes' },
  ],
  samples,
  periodType: { type: 'space', unit: 'bytes' },
  period: intervalBytes,
  timeMillis,
  durationMillis: 0,
});
