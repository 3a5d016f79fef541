import type { Resource } from '@opentelemetry/resources';
import {
  type AggregationOption,
  AggregationType,
  ConsoleMetricExporter,
  type IMetricReader,
  InstrumentType,
  MeterProvider,
  type PushMetricExporter,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import type { Settings } from '../core/settings/index.ts';
import type { GetRedactor } from '../sdk/redaction/get-redactor.ts';
import { createMetricRedactor, type MetricRedactor } from '../sdk/redaction/metrics.ts';
import { addUnsentSource } from './exit/unsent.ts';
import { createLazyOtlpExporter, laneOf } from './exporters/lazy-otlp-exporter.ts';
import { LIVE_METRIC_INTERVAL_MILLIS } from './live.ts';
import type { LoadChunk } from './load-chunk.ts';
import { IntervalReader } from './metric-reader.ts';
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
  resource: Resource,
  redact: MetricRedactor,
  load: LoadChunk,
  own?: MetricReaderExtras,
): IntervalReader => {
  const intervalMillis =
    settings.metricExportIntervalMillis ??
    (settings.live ? LIVE_METRIC_INTERVAL_MILLIS : EXPORT_INTERVAL_MILLIS);
  const reader = new IntervalReader({
    exporter,
    resource,
    redact,
    intervalMillis,
    timeoutMillis: Math.min(settings.metricExportTimeoutMillis, intervalMillis),
    cardinalityLimits: { default: settings.maxMetricSeries },
    ...own?.periodic,
  });
  addUnsentSource<'metrics'>({
    signal: 'metrics',
    lane: laneOf(exporter),
    settings,
    isEmpty: () => false,
    hold: () => reader.hold(),
    take: (ifCounted) => {
      const { collectNow } = load<typeof import('./exit/collect-now.ts')>('./exit/collect-now.js');
      return reader.takeUnsent(collectNow, ifCounted);
    },
    ...(exporter instanceof ConsoleMetricExporter && {
      write: (metrics: ResourceMetrics) => exporter.export(metrics, () => {}),
    }),
  });
  return reader;
};

const readersOf = (
  settings: Settings,
  resource: Resource,
  redact: MetricRedactor,
  load: LoadChunk,
  own?: MetricReaderExtras,
): IMetricReader[] =>
  settings.metricsExporter.flatMap((name): IMetricReader[] => {
    if (name === 'otlp') {
      const exporter = {
        ...createLazyOtlpExporter('metrics', settings, load),
        selectAggregationTemporality: TEMPORALITIES[settings.temporalityPreference],
        selectAggregation: AGGREGATIONS[settings.histogramAggregation],
      };
      return [periodic(exporter, settings, resource, redact, load, own)];
    }
    if (name === 'prometheus') {
      const { createPrometheusReader } =
        load<typeof import('./exporters/prometheus.ts')>('./exporters/prometheus.js');
      return [createPrometheusReader(settings, redact, own?.prometheus)];
    }
    if (name !== 'console') return [];
    // The variable for temporality is for OTLP; a configuration file has one for each exporter.
    const temporalitySelector = TEMPORALITIES[own?.settings.temporalityPreference ?? 'cumulative'];
    return [
      periodic(new ConsoleMetricExporter({ temporalitySelector }), settings, resource, redact, load, own),
    ];
  });

/** Undefined where nobody wants metrics. */
export const createMeterProvider = (
  settings: Settings,
  resource: Resource,
  redactor: GetRedactor,
  load: LoadChunk,
  extras?: StartExtras,
): MeterProvider | undefined => {
  const redact = createMetricRedactor(redactor);
  const readers = extras
    ? extras.metrics.flatMap((own) =>
        readersOf({ ...settings, ...own.settings }, resource, redact, load, own),
      )
    : readersOf(settings, resource, redact, load);
  if (readers.length === 0) return undefined;
  return new MeterProvider({
    resource,
    readers,
    ...(extras && { views: extras.createViews(AggregationType) }),
  });
};
