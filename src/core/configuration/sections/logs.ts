import {
  boolean,
  choice,
  type Decoder,
  integer,
  list,
  mapped,
  object,
  required,
  text,
  unsupported,
} from '../decode.ts';
import type { ExporterSettings, LoggerRule, LoggerRules } from '../plan.ts';
import { NO_FILE_EXPORTER, nothing, otlpFile, otlpGrpc, otlpHttp } from './common.ts';
import { processorsOf } from './processors.ts';
import { severity } from './severity.ts';

const exporter: Decoder<ExporterSettings> = choice({
  otlp_http: mapped(otlpHttp('Logs', {}), ({ settings }) => settings),
  otlp_grpc: mapped(otlpGrpc('Logs', {}), ({ settings }) => settings),
  'otlp_file/development': unsupported(otlpFile, NO_FILE_EXPORTER),
  console: mapped(nothing, (): ExporterSettings => ({ logsExporter: ['console'] })),
});

const limits = mapped(
  object({ attribute_value_length_limit: integer(0), attribute_count_limit: integer(0) }),
  (own): ExporterSettings => ({
    ...(own.attribute_value_length_limit !== undefined && {
      logRecordAttributeValueLengthLimit: own.attribute_value_length_limit,
    }),
    ...(own.attribute_count_limit !== undefined && {
      logRecordAttributeCountLimit: own.attribute_count_limit,
    }),
  }),
);

const loggerRule: Decoder<LoggerRule> = mapped(
  object({ enabled: boolean, minimum_severity: severity, trace_based: boolean }),
  ({ enabled = true, minimum_severity: minimumSeverity = 0, trace_based: traceBased = false }) => ({
    enabled,
    minimumSeverity,
    traceBased,
  }),
);

const ALL_LOGGERS: LoggerRule = { enabled: true, minimumSeverity: 0, traceBased: false };

const loggers: Decoder<LoggerRules> = mapped(
  object({
    default_config: loggerRule,
    loggers: list(object({ name: required(text), config: required(loggerRule) })),
  }),
  ({ default_config: fallback = ALL_LOGGERS, loggers: rules = [] }) => ({
    fallback,
    rules: rules.flatMap(({ name, config }) =>
      name !== undefined && config !== undefined ? [{ name, rule: config }] : [],
    ),
  }),
);

export const loggerProvider = object({
  processors: required(
    list(
      processorsOf('blrp', exporter, {
        'event_to_span_event_bridge/development': unsupported(
          nothing,
          'the bridge from events to span events is not supported',
        ),
      }),
    ),
  ),
  limits,
  'logger_configurator/development': loggers,
});
