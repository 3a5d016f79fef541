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
}
