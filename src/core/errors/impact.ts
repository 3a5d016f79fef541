/** An error that nobody caught ends the process, and with it the work of others: it counts as so many. */
export const UNHANDLED_WEIGHT = 10;

/** What is known of a group of errors in a time. */
export interface GroupSize {
  readonly errors: number;
  /** Of them, those that nobody caught. */
  readonly unhandled: number;
  /** Who met them; 0 where spans do not say. */
  readonly users: number;
  /** Endpoints with at least one; 0 where it happens outside of requests. */
  readonly endpoints: number;
}

/**
 * How much a group of errors matters, against others of the same time:
 *
 *     (errors + 9 × unhandled) × max(1, users) × √max(1, endpoints)
 *
 * One that ends the process counts as ten. Users count in full, because each of them has met the fault; endpoints by
 * their root, because a fault of what all share is one fault. The dashboard “Errors” computes the same.
 */
export const impactOf = ({ errors, unhandled, users, endpoints }: GroupSize): number =>
  (errors + (UNHANDLED_WEIGHT - 1) * unhandled) * Math.max(1, users) * Math.sqrt(Math.max(1, endpoints));
