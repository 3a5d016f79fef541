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

const periodic = (exporter: PushMetricExporter, settings: Settings): IMetricReader => {
  const interval =
    settings.metricExportIntervalMillis ??
    (settings.live ? LIVE_METRIC_INTERVAL_MILLIS : EXPORT_INTERVAL_MILLIS);
  return new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: interval,
    exportTimeoutMillis: Math.min(settings.metricExportTimeoutMillis, interval),
  });
};

const readersOf = (settings: Settings, load: LoadChunk): IMetricReader[] =>
  settings.metricsExporter.flatMap((name): IMetricReader[] => {
    if (name === 'otlp') {
      const exporter = {
        ...createLazyOtlpExporter('metrics', settings, load),
        selectAggregationTemporality: TEMPORALITIES[settings.temporalityPreference],
        selectAggregation: AGGREGATIONS[settings.histogramAggregation],
      };
      return [periodic(exporter, settings)];
    }
    if (name === 'prometheus') {
      const { createPrometheusReader } =
        load<typeof import('./exporters/prometheus.ts')>('./exporters/prometheus.js');
      return [createPrometheusReader(settings)];
    }
    return name === 'console' ? [periodic(new ConsoleMetricExporter(), settings)] : [];
  });

/** Undefined where nobody wants metrics. */
export const createMeterProvider = (
  settings: Settings,
  resource: Resource,
  load: LoadChunk,
): MeterProvider | undefined => {
  const readers = readersOf(settings, load);
  return readers.length === 0 ? undefined : new MeterProvider({ resource, readers });
};
