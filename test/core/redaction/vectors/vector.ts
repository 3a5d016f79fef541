import type { GeneralRemains } from '../../../../src/collector/generate/redaction/remains.ts';

/**
 * What the default policy makes of a record, in Node, in the browser and in the Collector. Where the Collector makes
 * something else of it, `inCollector` says what, and `because` names what users are told about it.
 */
export interface Vector<Record = Readonly<globalThis.Record<string, unknown>>> {
  readonly what: string;
  readonly input: Record;
  readonly expected: Record;
  readonly inCollector?: Record;
  readonly because?: GeneralRemains;
  /** Where a page, which reads no requests to databases, makes something else of it. */
  readonly inPage?: Record;
}

/** What the default policy makes of a statement under `db.query.text` or `db.statement`. */
export interface StatementVector {
  readonly what: string;
  /** `db.system.name`; empty where nobody says. */
  readonly system: string;
  readonly statement: string;
  readonly expected: string;
  /** In spans, where that is not the same. */
  readonly inCollector?: string;
  /** In log records and events, where that is not as in spans: there nothing but patterns reads it. */
  readonly inLogRecords?: string;
  readonly because?: GeneralRemains;
}
