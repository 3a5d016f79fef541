export type KpiType = 'counter' | 'histogram' | 'gauge';

export type LabelValue = string | number | boolean;

/** Names, or names with all the values that each may have; `any` where they are not known. */
export type LabelDefinitions = readonly string[] | Readonly<Record<string, readonly string[] | 'any'>>;

/** What a measurement says of each label. */
type LabelsOf<L extends LabelDefinitions> = L extends readonly (infer Name extends string)[]
  ? Readonly<Record<Name, LabelValue>>
  : { readonly [Name in keyof L]: L[Name] extends readonly (infer Value)[] ? Value : LabelValue };

/** Nothing where there are no labels. */
export type LabelArguments<L extends LabelDefinitions> = L extends readonly [] ? [] : [labels: LabelsOf<L>];

/** A figure of the business: what it is called, what it means, and what it is split by. */
export interface KpiDefinition<L extends LabelDefinitions> {
  /** Low case with dots, such as `shop.orders`; Prometheus gets `shop_orders_total`. */
  readonly name: string;
  /** What it means, in a sentence. */
  readonly help: string;
  /** Of UCUM: `s`, `By`, `1`, or what is counted in braces: `{order}`. */
  readonly unit?: string;
  readonly labels?: L;
}

export interface HistogramDefinition<L extends LabelDefinitions> extends KpiDefinition<L> {
  /** Upper bounds of the buckets, rising. */
  readonly buckets?: readonly number[];
}

/** A definition of any kind, as it is looked at. */
export type AnyDefinition = HistogramDefinition<LabelDefinitions>;

/** Those of the specification: https://opentelemetry.io/docs/specs/otel/metrics/sdk/#explicit-bucket-histogram-aggregation */
export const DEFAULT_BUCKETS: readonly number[] = [
  0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000,
];
/** The same for seconds. */
export const SECONDS_BUCKETS: readonly number[] = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];

export const labelNamesOf = (labels: LabelDefinitions = []): readonly string[] =>
  Array.isArray(labels) ? labels : Object.keys(labels);

/** The values that a label may have; undefined where any is good. */
export const valuesOf = (labels: LabelDefinitions = [], name: string): readonly string[] | undefined => {
  const values = Array.isArray(labels) ? undefined : (labels as Readonly<Record<string, unknown>>)[name];
  return Array.isArray(values) ? values : undefined;
};
