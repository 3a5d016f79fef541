import type { Attributes } from '@opentelemetry/api';

/** A span as the library's instrumentation describes it. */
export interface DescribedSpan {
  readonly name: string;
  readonly attributes: Readonly<Attributes>;
}

/** What is special about one client. */
export interface DatabaseRules {
  /**
   * What becomes of a span: `operation` is a span of its own and is measured, `connect` is a span only where it
   * fails, `nothing` is none, and what happens inside belongs to the span outside.
   */
  readonly kindOf?: (span: DescribedSpan) => 'operation' | 'connect' | 'nothing';
  /** What a span that is ending says beside what it says, and instead: above all what names it. */
  readonly naming: (span: DescribedSpan) => Attributes;
  /** `db.response.status_code`, where the answer to an operation was this error. */
  readonly statusCode?: (error: ErrorLike) => string | undefined;
  /** `db.client.connection.pool.name` from the instrumentation's. */
  readonly poolName?: (name: string) => string;
  /** An error's message without values of the application. */
  readonly message?: (message: string) => string;
}

/** What databases and their clients put on errors. */
export interface ErrorLike {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly errno?: unknown;
}
