import type { Attributes, Span } from '@opentelemetry/api';

/** Something that the business does, across functions, requests, processes and services. */
export interface Transaction {
  readonly name: string;
  /** 32 hexadecimal digits; spans and log records below it carry it. */
  readonly id: string;
  /** Whether the store keeps it, so that another process can go on with it. False without a store. Never rejects. */
  readonly kept: Promise<boolean>;
  /** Runs work below it, in a span of its own that tells which step it is. */
  step<T>(name: string, work: (span: Span) => T): T;
  /**
   * Ends it. The answer is whether this call did, or another one before, in this process or elsewhere. Never rejects;
   * nobody has to wait for it.
   */
  complete(attributes?: Attributes): Promise<boolean>;
  fail(error?: unknown): Promise<boolean>;
  /** Whoever it is for has left. */
  abandon(): Promise<boolean>;
}
