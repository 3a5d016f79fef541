/** What the page of a replay is given. */
export interface Replay {
  readonly service: string;
  readonly session: string;
  readonly recordings: readonly Recording[];
}

/** One page as it was used, from its load, or from the start of the session, to its end. */
export interface Recording {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startMillis: number;
  readonly endMillis: number;
  readonly url: string;
  /** Events of rrweb. */
  readonly events: readonly RecordingEvent[];
  /** What of it is not there, in sentences. */
  readonly notes: readonly string[];
}

export interface RecordingEvent {
  readonly type: number;
  readonly timestamp: number;
  readonly data?: unknown;
}
