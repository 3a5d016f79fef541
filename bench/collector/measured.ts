export interface Measured {
  readonly wallMillis: number;
  /** All threads together; on a busy machine it says more than the wall time. */
  readonly cpuMillis: number;
}

/** What `work.ts` prints. */
export interface Work {
  readonly cold: Measured;
  readonly warm: Measured;
}
