import { optional, setting } from '../setting.ts';
import { anyText, boolean, integer, keyValues, list, listOf, oneOf } from '../value-types.ts';

export const general = {
  sdkDisabled: setting(
    'OTEL_SDK_DISABLED',
    boolean,
    false,
    'switches everything off: nothing is loaded, nothing is sent',
  ),
  apmEnabled: setting('APM_ENABLED', boolean, true, '`false` is the same as `OTEL_SDK_DISABLED=true`'),
  serviceName: optional(
    'OTEL_SERVICE_NAME',
    anyText,
    'the name of this service; without it `unknown_service:node`',
  ),
  serviceVersion: optional(
    'OTEL_SERVICE_VERSION',
    anyText,
    'the version of this service, as `service.version`',
  ),
  resourceAttributes: setting(
    'OTEL_RESOURCE_ATTRIBUTES',
    keyValues,
    {},
    'attributes of everything that this process sends',
  ),
  logLevel: setting(
    'OTEL_LOG_LEVEL',
    oneOf(['none', 'error', 'warn', 'info', 'debug', 'verbose', 'all']),
    'warn',
    'how much Binnacle says about itself on standard error',
  ),
  propagators: setting(
    'OTEL_PROPAGATORS',
    listOf(['tracecontext', 'baggage', 'b3', 'b3multi', 'jaeger', 'xray', 'none']),
    ['tracecontext', 'baggage'],
    'how the trace context travels between services; where a request has several, the last one named wins',
  ),
  live: setting(
    'BINNACLE_LIVE',
    boolean,
    false,
    'sends spans and logs after 200 ms and metrics every 250 ms, so that pages and queries show a request within a second; the variables for single intervals win',
  ),
  shutdownTimeoutMillis: setting(
    'BINNACLE_SHUTDOWN_TIMEOUT',
    integer(0, 600_000),
    500,
    'longest time that sending the rest may delay the end of the process; `0` sends nothing at its end',
    { unit: 'ms' },
  ),
  enabledInstrumentations: optional(
    'OTEL_NODE_ENABLED_INSTRUMENTATIONS',
    list,
    'only these instrumentations, by their short names',
  ),
  disabledInstrumentations: setting(
    'OTEL_NODE_DISABLED_INSTRUMENTATIONS',
    list,
    [],
    'not these instrumentations; wins over the enabled ones',
  ),
  resourceDetectors: setting(
    'OTEL_NODE_RESOURCE_DETECTORS',
    listOf([
      'all',
      'none',
      'env',
      'host',
      'os',
      'process',
      'serviceinstance',
      'container',
      'alibaba',
      'aws',
      'azure',
      'gcp',
    ]),
    ['all'],
    'what the resource says about the place where the process runs; `all` is what costs nothing, so without `container` and the clouds; the clouds need their package, `@opentelemetry/resource-detector-aws` and its like. Command line arguments are never part of it, `OTEL_RESOURCE_ATTRIBUTES` always is',
  ),
} as const;
