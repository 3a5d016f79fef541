import type { Attributes } from '@opentelemetry/api';
import type { RecordValue } from '../bound-histogram.ts';
import { labelNameOf } from '../prometheus/names.ts';
import { type AnyDefinition, type LabelValue, labelNamesOf, valuesOf } from './definition.ts';
import type { PrometheusLabels } from './series.ts';

/** What a value becomes that the definition does not have. */
const OTHER = '{other}';
/** https://opentelemetry.io/docs/specs/otel/metrics/sdk/#overflow-attribute */
const OVERFLOW: Attributes = { 'otel.metric.overflow': true };
const MAX_VALUE_LENGTH = 256;

export interface FamilyOptions<S> {
  readonly maxSeries: number;
  /** What may leave the process. */
  readonly redact: (attributes: Attributes) => Attributes;
  /** Where the SDK sums up the same; asked once for each series. */
  readonly bind: (attributes: Attributes) => RecordValue;
  /** Hears of each measurement that is beyond the limit, with how many were before. */
  readonly onOverflow: (measurements: number) => void;
  readonly createSeries: (labels: PrometheusLabels, record: RecordValue) => S;
}

type GivenLabels = Readonly<Record<string, LabelValue | undefined>>;
const NO_LABELS: GivenLabels = Object.freeze({});

/** The series of one metric, found by the values of its labels. */
export interface Family<S> {
  /** Only the labels of the definition count, whatever else is given. */
  find(labels: GivenLabels | undefined): S;
  all(): Iterable<S>;
}

/** By the value of the first label, then of the second, …: nothing is put together to look a series up. */
type Branch<S> = Map<string, Branch<S> | S>;

const textOf = (value: unknown): string => {
  if (typeof value === 'string')
    return value.length > MAX_VALUE_LENGTH ? value.slice(0, MAX_VALUE_LENGTH) : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

export const createFamily = <S>(definition: AnyDefinition, options: FamilyOptions<S>): Family<S> => {
  const { maxSeries, redact, bind, onOverflow, createSeries } = options;
  const names = labelNamesOf(definition.labels);
  /** A metric without labels has one series, which is found by a label that nobody gives. */
  const keys = names.length > 0 ? names : [''];
  const allowed = names.map((name) => {
    const values = valuesOf(definition.labels, name);
    return values && new Set(values);
  });
  const root: Branch<S> = new Map();
  const series: S[] = [];
  let overflow: S | undefined;
  let overflowed = 0;

  const lookUp = (labels: GivenLabels): S | undefined => {
    let found: Branch<S> | S | undefined = root;
    for (const name of keys) {
      found = (found as Branch<S>).get(textOf(labels[name]));
      if (found === undefined) return undefined;
    }
    return found as S;
  };
  const remember = (labels: GivenLabels, created: S): void => {
    let branch = root;
    for (const name of keys.slice(0, -1)) {
      const value = textOf(labels[name]);
      const next = (branch.get(value) as Branch<S> | undefined) ?? new Map();
      branch.set(value, next);
      branch = next;
    }
    branch.set(textOf(labels[keys.at(-1) as string]), created);
    series.push(created);
  };
  const attributesOf = (labels: GivenLabels): Attributes => {
    const attributes: Attributes = {};
    for (const [i, name] of names.entries()) {
      const value = textOf(labels[name]);
      // One that is not given is no label of the series.
      if (value !== '') attributes[name] = allowed[i]?.has(value) === false ? OTHER : value;
    }
    return attributes;
  };
  const labelsOf = (attributes: Attributes): PrometheusLabels => {
    const labels = new Map<string, string>();
    for (const [key, value] of Object.entries(attributes)) {
      const name = labelNameOf(key) ?? key;
      const earlier = labels.get(name);
      // Prometheus takes no page that has a label twice.
      labels.set(name, earlier === undefined ? String(value) : `${earlier};${value}`);
    }
    return [...labels];
  };

  const create = (labels: GivenLabels): S => {
    const attributes = redact(attributesOf(labels)) as GivenLabels & Attributes;
    // What is redacted may be many values that become one; only that one is remembered.
    const known = lookUp(attributes);
    if (known) return known;
    if (series.length >= maxSeries - 1) {
      onOverflow(++overflowed);
      overflow ??= createSeries(labelsOf(OVERFLOW), bind(OVERFLOW));
      return overflow;
    }
    const created = createSeries(labelsOf(attributes), bind(attributes));
    remember(attributes, created);
    return created;
  };
  return {
    find: (labels) => lookUp(labels ?? NO_LABELS) ?? create(labels ?? NO_LABELS),
    *all() {
      yield* series;
      if (overflow) yield overflow;
    },
  };
};
