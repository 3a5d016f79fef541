import { type Attributes, diag, type Meter, metrics } from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import { bindMeasure } from '../../sdk/bound-histogram.ts';
import {
  type AnyDefinition,
  DEFAULT_BUCKETS,
  type KpiType,
  type LabelValue,
  labelNamesOf,
  SECONDS_BUCKETS,
} from '../../sdk/kpis/definition.ts';
import { createFamily, type Family } from '../../sdk/kpis/family.ts';
import { lintDefinition, prometheusNameOf, refuseDefinition } from '../../sdk/kpis/lint-definition.ts';
import {
  CONTENT_TYPES,
  type MetricsFormat,
  type RenderedMetric,
  renderMetrics,
} from '../../sdk/kpis/render.ts';
import { HistogramSeries, isAmount, NumberSeries } from '../../sdk/kpis/series.ts';
import { countOverflow } from '../self-metrics.ts';
import type { Business } from './business.ts';

type Labels = Readonly<Record<string, LabelValue>>;
/** A metric of any kind; the types of the three leave out what is not theirs. */
export interface Kpi {
  add(value: number, labels?: Labels): void;
  record(value: number, labels?: Labels): void;
  set(value: number, labels?: Labels): void;
  with(labels?: Labels): Bound;
}
/** One of its series. */
export interface Bound {
  add(value?: number): void;
  record(value: number): void;
  set(value: number): void;
}

interface Known {
  readonly type: KpiType;
  readonly definition: AnyDefinition;
  readonly kpi: Kpi;
  readonly rendered: RenderedMetric;
}

/** More definitions are names that are made while the program runs. */
const MAX_DEFINITIONS = 1_000;

const nothing = (): void => {};
const NONE: Kpi = { add: nothing, record: nothing, set: nothing, with: () => NONE as unknown as Bound };

/** By the name of Prometheus. */
const known = new Map<string, Known>();
let hasSaidMany = false;

const isSame = (one: AnyDefinition, other: AnyDefinition): boolean =>
  one.name === other.name &&
  one.unit === other.unit &&
  labelNamesOf(one.labels).join() === labelNamesOf(other.labels).join() &&
  (one.buckets ?? []).join() === (other.buckets ?? []).join();

interface SdkInstrument {
  add?(value: number, attributes: Attributes): void;
  record?(value: number, attributes: Attributes): void;
}

const instrumentOf = (
  meter: Meter,
  type: KpiType,
  { name, help, unit = '' }: AnyDefinition,
  bounds: readonly number[],
): SdkInstrument => {
  const options = { description: String(help ?? ''), unit };
  if (type === 'counter') return meter.createCounter(name, options);
  if (type === 'gauge') return meter.createGauge(name, options);
  return meter.createHistogram(name, { ...options, advice: { explicitBucketBoundaries: [...bounds] } });
};

/** The metric of a definition that is good. */
const create = (own: Business, type: KpiType, definition: AnyDefinition): Known => {
  const { buckets, unit } = definition;
  const bounds = [...(buckets ?? (unit === 's' ? SECONDS_BUCKETS : DEFAULT_BUCKETS))];
  const instrument = instrumentOf(metrics.getMeter('binnacle/business', VERSION), type, definition, bounds);
  const measure = (value: number, attributes: Attributes): void =>
    type === 'counter' ? instrument.add?.(value, attributes) : instrument.record?.(value, attributes);
  const shared = {
    maxSeries: own.settings.maxMetricSeries,
    redact: (attributes: Attributes): Attributes => own.redactor().attributes(attributes),
    bind: (attributes: Attributes) =>
      bindMeasure(
        instrument,
        attributes,
        (value) => measure(value, attributes),
        type === 'gauge' ? Number.NEGATIVE_INFINITY : 0,
      ),
    onOverflow: (measurements: number) => countOverflow(definition.name, measurements),
  };
  const about = {
    type,
    name: prometheusNameOf(definition, type),
    help: own.redactor().text(String(definition.help ?? '')),
    bounds,
  };
  if (type === 'histogram') {
    const family: Family<HistogramSeries> = createFamily(definition, {
      ...shared,
      createSeries: (labels, record) => new HistogramSeries(labels, bounds, record),
    });
    const kpi: Kpi = {
      ...NONE,
      record: (value, labels) => family.find(labels).record(value),
      with: (labels) => {
        const series = family.find(labels);
        return { add: nothing, set: nothing, record: (value) => series.record(value) };
      },
    };
    return {
      type,
      definition,
      kpi,
      rendered: { ...about, series: { [Symbol.iterator]: () => iterate(family) } },
    };
  }
  const family: Family<NumberSeries> = createFamily(definition, {
    ...shared,
    createSeries: (labels, record) => new NumberSeries(labels, record),
  });
  /** A gauge knows its last value; a counter sums up. */
  const addTo = (series: NumberSeries, value: number): void =>
    type === 'gauge' && isAmount(value) ? series.set(series.value + value) : series.add(value);
  const kpi: Kpi = {
    ...NONE,
    add: (value, labels) => addTo(family.find(labels), value),
    // A gauge that was never set has no value, and not 0.
    set: (value, labels) => isAmount(value) && family.find(labels).set(value),
    with: (labels) => {
      const series = family.find(labels);
      return {
        record: nothing,
        add: (value = 1) => addTo(series, value),
        set: (value) => series.set(value),
      };
    },
  };
  return {
    type,
    definition,
    kpi,
    rendered: { ...about, series: { [Symbol.iterator]: () => iterate(family) } },
  };
};

const iterate = <S>(family: Family<S>): Iterator<S> => family.all()[Symbol.iterator]();

/** A metric of Binnacle's own. */
export const kpiOf = (own: Business, type: KpiType, definition: AnyDefinition): Kpi => {
  const name = prometheusNameOf(definition, type);
  const created = known.get(name) ?? create(own, type, definition);
  known.set(name, created);
  return created.kpi;
};

const warn = (name: unknown, what: string): void => diag.warn(`the metric ${JSON.stringify(name)} ${what}`);

/** The metric of a definition; the same one for the same definition. Says once what is not wise about it. */
export const defineKpi = (own: Business, type: KpiType, definition: AnyDefinition): Kpi => {
  if (!own.settings.businessMetricsEnabled) return NONE;
  const refusal = refuseDefinition(definition, type);
  if (refusal !== undefined) {
    warn(definition?.name, `${refusal}; it is left out`);
    return NONE;
  }
  const name = prometheusNameOf(definition, type);
  const found = known.get(name);
  if (found) {
    if (found.type === type && isSame(found.definition, definition)) return found.kpi;
    warn(
      definition.name,
      `is ${name} for Prometheus, which is there with another definition; the second is left out`,
    );
    return NONE;
  }
  if (known.size >= MAX_DEFINITIONS) {
    if (!hasSaidMany)
      warn(
        definition.name,
        `is one more than ${MAX_DEFINITIONS}; it and those after it are left out: what differs belongs into labels`,
      );
    hasSaidMany = true;
    return NONE;
  }
  for (const fault of lintDefinition(definition, type, own.settings.maxMetricSeries))
    warn(definition.name, fault);
  return kpiOf(own, type, definition);
};

export const renderKpis = (
  format: MetricsFormat,
): { readonly contentType: string; readonly text: string } => ({
  contentType: CONTENT_TYPES[format],
  text: renderMetrics(
    [...known.values()].map(({ rendered }) => rendered),
    format,
  ),
});
