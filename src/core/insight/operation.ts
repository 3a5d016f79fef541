import type { CallSite } from '../errors/call-site.ts';

/** What one request asks a database or another service, as far as its faults can be told from it. */
export interface Operation {
  /** As `db.system.name` has it; `http` of a call of another service. */
  readonly system: string;
  /** Without literals; of a call its method, host and path without ids. */
  readonly statement: string;
  /** What is told of it, where that is another than the statement. */
  readonly text?: string;
  /** With them; it stays in the process, and is missing where it is too long to be kept. */
  readonly given?: string;
  /** Of the values that were given beside it, as `sumOfValues` has it; missing where nobody knows. */
  readonly values?: number;
  /** In few words: `SELECT orders`. */
  readonly summary: string;
  /** On one clock, in milliseconds. */
  readonly startMillis: number;
  readonly endMillis: number;
  readonly hasFailed: boolean;
  /** In its answer; undefined where the client does not tell. */
  readonly rows?: number | undefined;
  /** The name of the span that it lies in; missing where nobody traces. */
  readonly parent?: string;
  /** Where in the application it was asked; missing where nobody knows. */
  readonly site?: CallSite;
}

export const isCall = ({ system }: Operation): boolean => system === 'http';

export type FindingKind =
  | 'n_plus_one'
  | 'repeated_query'
  | 'parallel_queries'
  | 'missing_limit'
  | 'chatty_calls'
  | 'serial_calls'
  | 'transaction_over_call';

/** A fault in how a request asks its databases and other services. */
export interface Finding {
  readonly kind: FindingKind;
  readonly operation: Operation;
  readonly count: number;
  /** What the operations took together, in milliseconds; of parallel ones from the first to the last. */
  readonly totalMillis: number;
  /** What an N+1 takes its list from. */
  readonly source?: Operation;
}
