import type { CaseSignal } from '../case.ts';
import { type Item, itemsOf, type Names, spanIdsOf } from './items.ts';
import { latestPoints } from './series.ts';

/** An exporter of one pipeline. */
export interface Output {
  readonly pipeline: string;
  readonly exporter: string;
  readonly signal: CaseSignal;
}

/** What an output was given: requests of OTLP's JSON form, in their order. */
export interface Captured {
  readonly output: Output;
  readonly requests: readonly unknown[];
}

export interface Received extends Captured {
  readonly items: readonly Item[];
  /** By trace: the ids of the spans that came out. */
  readonly spans: ReadonlyMap<string, ReadonlySet<string>>;
}

export const readReceived = (captured: Captured, names: Names): Received => {
  const { output, requests } = captured;
  const all = requests.flatMap((request) => itemsOf(output.signal, request, names));
  const spans = new Map<string, Set<string>>();
  if (output.signal === 'traces')
    for (const [trace, span] of requests.flatMap(spanIdsOf))
      spans.set(trace, (spans.get(trace) ?? new Set()).add(span));
  return { ...captured, items: output.signal === 'metrics' ? latestPoints(all) : all, spans };
};

export const outputText = ({ pipeline, exporter }: Output): string => `${exporter} of ${pipeline}`;

/** Whether a name of an expectation is that of an output: its exporter, its pipeline, or both. */
export const isNamed = ({ pipeline, exporter }: Output, name: string): boolean =>
  name === exporter ||
  name === pipeline ||
  name === `${pipeline}/${exporter}` ||
  name === `${pipeline} ${exporter}`;
