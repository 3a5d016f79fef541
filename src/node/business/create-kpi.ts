import type {
  AnyDefinition,
  HistogramDefinition,
  KpiDefinition,
  KpiType,
  LabelArguments,
  LabelDefinitions,
} from '../../sdk/kpis/definition.ts';
import type { MetricsFormat } from '../../sdk/kpis/render.ts';
import { business } from './business.ts';

type Chunk = typeof import('./kpis.ts');

/** A count that only rises. */
export interface KpiCounter<L extends LabelDefinitions> {
  add(value: number, ...labels: LabelArguments<L>): void;
  /** The count of one set of labels: looked up once, for what happens often. */
  with(...labels: LabelArguments<L>): { add(value?: number): void };
}

/** The distribution of values, none of them negative. */
export interface KpiHistogram<L extends LabelDefinitions> {
  record(value: number, ...labels: LabelArguments<L>): void;
  with(...labels: LabelArguments<L>): { record(value: number): void };
}

/** A value that goes up and down. */
export interface KpiGauge<L extends LabelDefinitions> {
  set(value: number, ...labels: LabelArguments<L>): void;
  add(value: number, ...labels: LabelArguments<L>): void;
  with(...labels: LabelArguments<L>): { set(value: number): void; add(value?: number): void };
}

const nothing = (): void => {};
/** Where Binnacle does not run. */
const NONE = { add: nothing, record: nothing, set: nothing, with: () => NONE };

const define = (type: KpiType, definition: AnyDefinition): unknown => {
  const own = business();
  return own ? own.load<Chunk>('./business/kpis.js').defineKpi(own, type, definition) : NONE;
};

/**
 * Counts something, such as orders.
 *
 * @example createCounter({ name: 'shop.orders', help: 'Orders', unit: '{order}', labels: ['country'] })
 */
export const createCounter = <const L extends LabelDefinitions = readonly []>(
  definition: KpiDefinition<L>,
): KpiCounter<L> => define('counter', definition as AnyDefinition) as KpiCounter<L>;

/** Measures something of which each has a value, such as the worth of a basket. */
export const createHistogram = <const L extends LabelDefinitions = readonly []>(
  definition: HistogramDefinition<L>,
): KpiHistogram<L> => define('histogram', definition as AnyDefinition) as KpiHistogram<L>;

/** Shows how much there is of something, such as open orders. */
export const createGauge = <const L extends LabelDefinitions = readonly []>(
  definition: KpiDefinition<L>,
): KpiGauge<L> => define('gauge', definition as AnyDefinition) as KpiGauge<L>;

export interface ExportedMetrics {
  /** For the answer to Prometheus. */
  readonly contentType: string;
  readonly text: string;
}

/**
 * The metrics of `createCounter`, `createHistogram` and `createGauge` of this process, and those of business
 * transactions, for a route that Prometheus reads.
 *
 * @param options.format `openmetrics` has exemplars, `prometheus` is the older text format
 * @param options.accept the header of a request, which chooses where no format is given
 */
export const exportMetrics = ({
  format,
  accept,
}: {
  readonly format?: MetricsFormat;
  readonly accept?: string | undefined;
} = {}): ExportedMetrics => {
  const chosen = format ?? (accept?.includes('application/openmetrics-text') ? 'openmetrics' : 'prometheus');
  return (
    business()?.load<Chunk>('./business/kpis.js').renderKpis(chosen) ?? {
      contentType: 'text/plain; charset=utf-8',
      text: chosen === 'openmetrics' ? '# EOF\n' : '',
    }
  );
};
