import type { ConfigNode, ListNode, MapNode, Place } from '../document/node.ts';

// Cases of telemetry in and telemetry out, as they are after their file was read.

export const CASE_SIGNALS = ['traces', 'metrics', 'logs'] as const;
export type CaseSignal = (typeof CASE_SIGNALS)[number];

/** One OTLP request, or one for each line of a file. */
export interface Input {
  readonly place: Place;
  /** Receivers or pipelines; every pipeline of the signal where there are none. */
  readonly into: readonly Named[];
  /** Sent with the request, for what reads the client's metadata. */
  readonly headers: Readonly<Record<string, string>>;
  /** Spans, metrics, log records in the short form, by signal. */
  readonly items: Readonly<Partial<Record<CaseSignal, ListNode>>>;
  /** A file of OTLP as JSON. */
  readonly file?: Named;
}

export interface Named {
  readonly name: string;
  readonly place: Place;
}

/** A number of items that is right. */
export interface Count {
  readonly min: number;
  readonly max: number;
}

/** What is expected of the items of one signal of one output. */
export interface ItemExpectation {
  readonly signal: CaseSignal;
  readonly place: Place;
  readonly contain: readonly Counted[];
  readonly exactly?: readonly MapNode[];
  readonly absent: readonly MapNode[];
  readonly count?: Count & { readonly place: Place };
}

export interface Counted {
  readonly node: MapNode;
  readonly count?: Count;
}

/** What is expected of a whole: of one output, or of all of them. */
export interface WholeExpectation {
  /** Traces of which every span comes out. */
  readonly kept: readonly Named[];
  /** Traces of which no span comes out. */
  readonly dropped: readonly Named[];
  /** Texts that must not come out, in any form. */
  readonly nowhere: readonly Named[];
}

export interface OutputExpectation extends WholeExpectation {
  readonly output: Named;
  readonly items: readonly ItemExpectation[];
  /** Nothing may come out. */
  readonly nothing: boolean;
}

export interface Expectation extends WholeExpectation {
  /** The Collector answers the input with an error. */
  readonly refused: boolean;
  readonly outputs: readonly OutputExpectation[];
}

export interface Timing {
  /** Waits and intervals of the configuration stay as they are. */
  readonly keep: boolean;
  /** Milliseconds after the last input until everything has come out; reckoned from the configuration otherwise. */
  readonly settleMillis?: number;
}

export interface TestCase {
  readonly name: string;
  readonly place: Place;
  /** Files of the configuration, relative to the file of the case. */
  readonly config: readonly Named[];
  readonly env: Readonly<Record<string, string>>;
  readonly featureGates: readonly string[];
  readonly timing: Timing;
  readonly input: readonly Input[];
  /** Undefined where the case has none yet. */
  readonly expect?: Expectation;
  readonly expectNode?: ConfigNode;
}
