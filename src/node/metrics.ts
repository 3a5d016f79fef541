import type { Resource } from '@opentelemetry/resources';
import {
  type AggregationOption,
  AggregationType,
  ConsoleMetricExporter,
  type IMetricReader,
  InstrumentType,
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics';
import type { Settings } from '../core/settings/index.ts';
import { createLazyOtlpExporter } from './exporters/lazy-otlp-exporter.ts';
import { LIVE_METRIC_INTERVAL_MILLIS } from './live.ts';
import type { LoadChunk } from './load-chunk.ts';
import type { MetricReaderExtras, StartExtras } from './start-extras.ts';
import { TEMPORALITIES } from './temporality.ts';

/** Default of `OTEL_METRIC_EXPORT_INTERVAL`: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
const EXPORT_INTERVAL_MILLIS = 60_000;

type AggregationPreference = (type: InstrumentType) => AggregationOption;

const AGGREGATIONS: Readonly<Record<Settings['histogramAggregation'], AggregationPreference>> = {
  explicit_bucket_histogram: () => ({ type: AggregationType.DEFAULT }),
  base2_exponential_bucket_histogram: (type) => ({
    type: type === InstrumentType.HISTOGRAM ? AggregationType.EXPONENTIAL_HISTOGRAM : AggregationType.DEFAULT,
  }),
};

const periodic = (
  exporter: PushMetricExporter,
  settings: Settings,
  own?: MetricReaderExtras,
): IMetricReader => {
  const interval =
    settings.metricExportIntervalMillis ??
    (settings.live ? LIVE_METRIC_INTERVAL_MILLIS : EXPORT_INTERVAL_MILLIS);
  return new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: interval,
    exportTimeoutMillis: Math.min(settings.metricExportTimeoutMillis, interval),
    ...own?.periodic,
  });
};

const readersOf = (settings: Settings, load: LoadChunk, own?: MetricReaderExtras): IMetricReader[] =>
  settings.metricsExporter.flatMap((name): IMetricReader[] => {
    if (name === 'otlp') {
      const exporter = {
        ...createLazyOtlpExporter('metrics', settings, load),
        selectAggregationTemporality: TEMPORALITIES[settings.temporalityPreference],
        selectAggregation: AGGREGATIONS[settings.histogramAggregation],
      };
      return [periodic(exporter, settings, own)];
    }
    if (name === 'prometheus') {
      const { createPrometheusReader } =
        load<typeof import('./exporters/prometheus.ts')>('./exporters/prometheus.js');
      return [createPrometheusReader(settings, own?.prometheus)];
    }
    if (name !== 'console') return [];
    // The variable for temporality is for OTLP; a configuration file has one for each exporter.
    const temporalitySelector = TEMPORALITIES[own?.settings.temporalityPreference ?? 'cumulative'];
    return [periodic(new ConsoleMetricExporter({ temporalitySelector }), settings, own)];
  });

/** Undefined where nobody wants metrics. */
export const createMeterProvider = (
  settings: Settings,
  resource: Resource,
  load: LoadChunk,
  extras?: StartExtras,
): MeterProvider | undefined => {
  const readers = extras
    ? extras.metrics.flatMap((own) => readersOf({ ...settings, ...own.settings }, load, own))
    : readersOf(settings, load);
  if (readers.length === 0) return undefined;
  return new MeterProvider({
    resource,
    readers,
    ...(extras && { views: extras.createViews(AggregationType) }),
  });
};
