import type { SloWindow } from './windows.ts';

/** Of which service and which of its requests: all of them, where a part is missing. */
export interface RequestFilter {
  readonly route?: string;
  readonly method?: string;
}

/** A matcher of a selector: https://prometheus.io/docs/prometheus/latest/querying/basics/#instant-vector-selectors */
export interface SelectorMatcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** A counter and the labels that its series have to have. */
export interface CounterSelector {
  readonly name: string;
  readonly matchers: readonly SelectorMatcher[];
  /** The selector as it stands in the file. */
  readonly promql: string;
}

/** What tells bad events from good ones. */
export type Indicator =
  | ({ readonly kind: 'availability' } & RequestFilter)
  | ({ readonly kind: 'latency'; readonly thresholdSeconds: number } & RequestFilter)
  | ({ readonly kind: 'ratio'; readonly total: CounterSelector } & (
      | { readonly bad: CounterSelector }
      | { readonly good: CounterSelector }
    ));

/** A service level objective. */
export interface Slo {
  readonly id: string;
  /** The label `job` of its metrics: service.namespace/service.name. */
  readonly service: string;
  /** The team that alerts go to. */
  readonly owner: string;
  readonly description?: string;
  /** Per cent of the events that have to be good, such as 99.9. */
  readonly objective: number;
  readonly window: SloWindow;
  readonly indicator: Indicator;
  /** Bad events in an alert's long window below which it stays quiet; 10 where it is not given. */
  readonly minBadEvents?: number;
}

/** Share of the events that may be bad: 0.001 for 99.9 %. Without the noise of 1 - 0.999. */
export const errorBudget = ({ objective }: Pick<Slo, 'objective'>): number =>
  Number(((100 - objective) / 100).toPrecision(10));

/** 0.999 for 99.9 %. */
export const objectiveRatio = ({ objective }: Pick<Slo, 'objective'>): number =>
  Number((objective / 100).toPrecision(12));
