// Where what the rules say is written, for the version that they were read in.

/** A folder of https://github.com/open-telemetry/opentelemetry-collector */
export const coreSource = (folder: string): string =>
  `https://github.com/open-telemetry/opentelemetry-collector/tree/v0.155.0/${folder}`;

/** A folder of https://github.com/open-telemetry/opentelemetry-collector-contrib */
export const contribSource = (folder: string): string =>
  `https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.155.0/${folder}`;

export const EXPORTER_HELPER = coreSource('exporter/exporterhelper');
export const CONFIG_HTTP = coreSource('config/confighttp');
export const CONFIG_GRPC = coreSource('config/configgrpc');
export const CONFIG_TLS = coreSource('config/configtls');
export const MEMORY_LIMITER = coreSource('processor/memorylimiterprocessor');
export const BATCH = coreSource('processor/batchprocessor');
export const TAIL_SAMPLING = contribSource('processor/tailsamplingprocessor');
export const PROBABILISTIC_SAMPLER = contribSource('processor/probabilisticsamplerprocessor');
export const SPAN_METRICS = contribSource('connector/spanmetricsconnector');
export const ROUTING = contribSource('connector/routingconnector');
export const REDACTION = contribSource('processor/redactionprocessor');
export const SECURITY = 'https://opentelemetry.io/docs/security/config-best-practices/';
export const INTERNAL_TELEMETRY = 'https://opentelemetry.io/docs/collector/internal-telemetry/';
export const CONFIGURATION = 'https://opentelemetry.io/docs/collector/configuration/';
export const RESILIENCY = 'https://opentelemetry.io/docs/collector/resiliency/';
export const YAML_CORE_SCHEMA = 'https://yaml.org/spec/1.2.2/#103-core-schema';
