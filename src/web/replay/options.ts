export interface ReplayOptions {
  /** Share of the kept sessions that are recorded, 0 to 1: 1. */
  readonly sampleRate?: number;
  /** Selectors of elements of which no more than their size is recorded. */
  readonly block?: readonly string[];
  /** Selectors of elements whose texts, inputs and attributes are recorded as they are but for what redaction finds. */
  readonly unmask?: readonly string[];
  /** Selectors of elements that are masked within those of `unmask`. */
  readonly mask?: readonly string[];
  /** Names of attributes that say nothing about a user and that the page's styles need, such as `data-state`. */
  readonly keepAttributes?: readonly string[];
  /** Most bytes that are sent of one session: 5,000,000. */
  readonly maxBytes?: number;
  /** Milliseconds after which the recording of a session ends: one hour. */
  readonly maxMillis?: number;
  /** Most changes in a second; beyond it the recording rests, and goes on with a new snapshot: 2,000. */
  readonly maxChangesPerSecond?: number;
  /** Milliseconds between whole snapshots, from which a replay can begin: five minutes. */
  readonly checkpointMillis?: number;
}
