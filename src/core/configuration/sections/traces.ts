import {
  boolean,
  choice,
  type Decoder,
  integer,
  list,
  mapped,
  object,
  required,
  since,
  text,
  unsupported,
} from '../decode.ts';
import type { ExporterSettings } from '../plan.ts';
import { NO_FILE_EXPORTER, nothing, otlpFile, otlpGrpc, otlpHttp } from './common.ts';
import { processorsOf } from './processors.ts';
import { sampler } from './sampler.ts';

const exporter: Decoder<ExporterSettings> = choice({
  otlp_http: mapped(otlpHttp('Traces', {}), ({ settings }) => settings),
  otlp_grpc: mapped(otlpGrpc('Traces', {}), ({ settings }) => settings),
  'otlp_file/development': unsupported(otlpFile, NO_FILE_EXPORTER),
  console: mapped(nothing, (): ExporterSettings => ({ tracesExporter: ['console'] })),
});

const limits = mapped(
  object({
    attribute_value_length_limit: integer(0),
    attribute_count_limit: integer(0),
    event_count_limit: integer(0),
    link_count_limit: integer(0),
    event_attribute_count_limit: integer(0),
    link_attribute_count_limit: integer(0),
  }),
  (own): ExporterSettings => ({
    ...(own.attribute_value_length_limit !== undefined && {
      spanAttributeValueLengthLimit: own.attribute_value_length_limit,
    }),
    ...(own.attribute_count_limit !== undefined && { spanAttributeCountLimit: own.attribute_count_limit }),
    ...(own.event_count_limit !== undefined && { spanEventCountLimit: own.event_count_limit }),
    ...(own.link_count_limit !== undefined && { spanLinkCountLimit: own.link_count_limit }),
    ...(own.event_attribute_count_limit !== undefined && {
      eventAttributeCountLimit: own.event_attribute_count_limit,
    }),
    ...(own.link_attribute_count_limit !== undefined && {
      linkAttributeCountLimit: own.link_attribute_count_limit,
    }),
  }),
);

const tracerConfig = object({ enabled: boolean });

export const tracerProvider = object({
  processors: required(list(processorsOf('bsp', exporter))),
  limits,
  sampler,
  id_generator: since(1, choice({ random: nothing })),
  'tracer_configurator/development': unsupported(
    object({
      default_config: tracerConfig,
      tracers: list(object({ name: required(text), config: required(tracerConfig) })),
    }),
    'single tracers cannot be switched off',
  ),
});
