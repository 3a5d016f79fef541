import type { Attributes } from '@opentelemetry/api';

/** A span as the library's instrumentation describes it. */
export interface DescribedSpan {
  readonly name: string;
  readonly attributes: Readonly<Attributes>;
}

/**
 * What becomes of a span that an instrumentation asks for:
 * - `operation`: a span of its own, and measured
 * - `fallback`: the same, unless another client makes the operation's span inside, as a driver below a query builder
 * - `layer`: a span of its own, not measured, for what makes operations
 * - `connect`: a span only where it fails
 * - `nothing`: none, and what happens inside belongs to the span outside
 */
export type SpanRole = 'operation' | 'fallback' | 'layer' | 'connect' | 'nothing';

/** What is special about one client. */
export interface DatabaseRules {
  /** By default `operation`. */
  readonly roleOf?: (span: DescribedSpan) => SpanRole;
  /** What a span that is ending says beside what it says, and instead: above all what names it. */
  readonly naming: (span: DescribedSpan) => Attributes;
  /** Of a `layer`. */
  readonly layerName?: (span: DescribedSpan) => string;
  /** `db.response.status_code`, where the answer to an operation was this error. */
  readonly statusCode?: (error: ErrorLike) => string | undefined;
  /** `db.client.connection.pool.name` from the instrumentation's. */
  readonly poolName?: (name: string) => string;
  /** Its pools are watched by Binnacle itself, and what the instrumentation counts of them is not told. */
  readonly watchesPools?: true;
  /** An error's message without values of the application. */
  readonly message?: (message: string) => string;
}

/** What databases and their clients put on errors. */
export interface ErrorLike {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly errno?: unknown;
  /** Of SQLite. */
  readonly errcode?: unknown;
}
