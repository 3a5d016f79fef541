/** Where spans get their times from. */
export interface Clock {
  /** Milliseconds that never go back, with fractions. */
  monotonic(): number;
  /** What to add to `monotonic` for milliseconds since 1970; changes where the system's clock is set. */
  offset(monotonic: number): number;
}
