import type { CallSite } from '../errors/call-site.ts';

/** A database operation of one request, as far as its faults can be told from it. */
export interface Operation {
  /** As `db.system.name` has it. */
  readonly system: string;
  /** Without literals. */
  readonly statement: string;
  /** With them; it stays in the process, and is missing where it is too long to be kept. */
  readonly given?: string;
  /** In few words: `SELECT orders`. */
  readonly summary: string;
  /** On one clock, in milliseconds. */
  readonly startMillis: number;
  readonly endMillis: number;
  readonly hasFailed: boolean;
  /** In its answer; undefined where the client does not tell. */
  readonly rows?: number | undefined;
  /** Where in the application it was asked; missing where nobody knows. */
  readonly site?: CallSite;
}

export type FindingKind = 'n_plus_one' | 'repeated_query' | 'parallel_queries';

/** A fault in how a request asks its databases. */
export interface Finding {
  readonly kind: FindingKind;
  readonly operation: Operation;
  readonly count: number;
  /** What the operations took together, in milliseconds; of parallel ones from the first to the last. */
  readonly totalMillis: number;
  /** What an N+1 takes its list from. */
  readonly source?: Operation;
}
