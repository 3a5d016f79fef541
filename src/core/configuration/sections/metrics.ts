import {
  boolean,
  choice,
  type Decoder,
  integer,
  list,
  mapped,
  object,
  oneOf,
  renamed,
  required,
  since,
  text,
  unsupported,
} from '../decode.ts';
import { warn } from '../place.ts';
import {
  type CardinalityLimits,
  type ExporterSettings,
  INSTRUMENT_TYPES,
  type MetricReaderPlan,
  type PrometheusOptions,
} from '../plan.ts';
import {
  includeExclude,
  NO_FILE_EXPORTER,
  nothing,
  otlpFile,
  otlpGrpc,
  otlpHttp,
  timeoutMillis,
} from './common.ts';
import { views } from './views.ts';

/** As for `OTEL_METRIC_EXPORT_INTERVAL`. */
const MIN_INTERVAL_MILLIS = 10;

const preferences = {
  temporality_preference: oneOf(['cumulative', 'delta', 'low_memory']),
  default_histogram_aggregation: oneOf(['explicit_bucket_histogram', 'base2_exponential_bucket_histogram']),
} as const;

interface Preferences {
  readonly temporality_preference: 'cumulative' | 'delta' | 'low_memory' | undefined;
  readonly default_histogram_aggregation:
    | 'explicit_bucket_histogram'
    | 'base2_exponential_bucket_histogram'
    | undefined;
}

const preferred = ({
  temporality_preference: temporality,
  default_histogram_aggregation: aggregation,
}: Preferences): ExporterSettings => ({
  ...(temporality && {
    temporalityPreference: temporality === 'low_memory' ? 'lowmemory' : temporality,
  }),
  ...(aggregation && { histogramAggregation: aggregation }),
});

const pushExporter: Decoder<ExporterSettings> = choice({
  otlp_http: mapped(otlpHttp('Metrics', preferences), ({ settings, otlp }) => ({
    ...settings,
    ...preferred(otlp),
  })),
  otlp_grpc: mapped(otlpGrpc('Metrics', preferences), ({ settings, otlp }) => ({
    ...settings,
    ...preferred(otlp),
  })),
  'otlp_file/development': unsupported(otlpFile, NO_FILE_EXPORTER),
  console: mapped(object(preferences), (own, { position }, place): ExporterSettings => {
    if (own.default_histogram_aggregation === 'base2_exponential_bucket_histogram')
      warn(place, position, 'the console exporter keeps explicit buckets');
    return { metricsExporter: ['console'], ...preferred(own) };
  }),
});

const cardinalityLimits: Decoder<CardinalityLimits> = object(
  Object.fromEntries(['default', ...INSTRUMENT_TYPES].map((name) => [name, integer(1)])),
) as Decoder<CardinalityLimits>;

const producers = unsupported(list(choice({ opencensus: nothing })), 'metric producers are not supported');

const periodic: Decoder<MetricReaderPlan> = mapped(
  object({
    interval: integer(0, 2_147_483_647),
    timeout: timeoutMillis,
    exporter: required(pushExporter),
    producers,
    cardinality_limits: cardinalityLimits,
    'max_export_batch_size/development': since(1, integer(1)),
  }),
  (own) =>
    own.exporter && {
      settings: {
        ...own.exporter,
        ...(own.interval !== undefined && {
          metricExportIntervalMillis: Math.max(MIN_INTERVAL_MILLIS, own.interval),
        }),
        ...(own.timeout !== undefined && { metricExportTimeoutMillis: own.timeout }),
      },
      cardinalityLimits: own.cardinality_limits,
      maxExportBatchSize: own['max_export_batch_size/development'],
      prometheus: undefined,
    },
);

const TRANSLATION = 'underscore_escaping_with_suffixes';

/** The page has one way to write names. */
const translation = mapped(
  oneOf([
    TRANSLATION,
    'underscore_escaping_without_suffixes/development',
    'no_utf8_escaping_with_suffixes/development',
    'no_translation/development',
  ]),
  (name, { position }, place) => {
    if (name !== TRANSLATION) warn(place, position, `only ${TRANSLATION} is supported; it is used`);
    return name;
  },
);

interface PrometheusPlan {
  readonly settings: ExporterSettings;
  readonly options: PrometheusOptions;
}

const prometheus: Decoder<PrometheusPlan> = mapped(
  object({
    host: text,
    port: integer(0, 65_535),
    scope_info_enabled: since(1, boolean),
    'target_info_enabled/development': since(1, boolean),
    resource_constant_labels: since(1, includeExclude),
    translation_strategy: translation,
    without_scope_info: renamed('scope_info_enabled', boolean),
    'without_target_info/development': renamed('target_info_enabled/development', boolean),
    with_resource_constant_labels: renamed('resource_constant_labels', includeExclude),
  }),
  (own) => ({
    settings: {
      metricsExporter: ['prometheus'],
      ...(own.host !== undefined && { prometheusExporterHost: own.host }),
      ...(own.port !== undefined && { prometheusExporterPort: own.port }),
    },
    options: {
      withoutScopeInfo: own.without_scope_info ?? !(own.scope_info_enabled ?? true),
      withoutTargetInfo:
        own['without_target_info/development'] ?? !(own['target_info_enabled/development'] ?? true),
      resourceLabels: own.resource_constant_labels ?? own.with_resource_constant_labels,
    },
  }),
);

const pull: Decoder<MetricReaderPlan> = mapped(
  object({
    exporter: required(choice({ 'prometheus/development': prometheus })),
    producers,
    cardinality_limits: unsupported(
      cardinalityLimits,
      'the Prometheus page has the limit of BINNACLE_MAX_METRIC_SERIES',
    ),
  }),
  (own) =>
    own.exporter && {
      settings: own.exporter.settings,
      cardinalityLimits: undefined,
      maxExportBatchSize: undefined,
      prometheus: own.exporter.options,
    },
);

const meterConfig = object({ enabled: boolean });

const exemplarFilter = mapped(
  oneOf(['always_on', 'always_off', 'trace_based']),
  (name, { position }, place) => {
    if (name !== 'always_off') warn(place, position, 'exemplars are not supported; none are recorded');
    return name;
  },
);

export const meterProvider = object({
  readers: required(list(choice({ periodic, pull }))),
  views,
  exemplar_filter: exemplarFilter,
  'meter_configurator/development': unsupported(
    object({
      default_config: meterConfig,
      meters: list(object({ name: required(text), config: required(meterConfig) })),
    }),
    'single meters cannot be switched off; a view with "drop" can do it',
  ),
});
