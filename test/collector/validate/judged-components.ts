import type { ComponentKind } from '../../../src/collector/schema/schema.ts';

/** Components of which everything that their code judges is judged here too, and compared with the real Collector. */
const JUDGED: Readonly<Record<ComponentKind, readonly string[]>> = {
  receivers: ['otlp', 'nop', 'prometheus', 'kafka', 'statsd'],
  processors: [
    'attributes',
    'batch',
    'deltatocumulative',
    'filter',
    'groupbyattrs',
    'groupbytrace',
    'interval',
    'k8s_attributes',
    'memory_limiter',
    'metrics_transform',
    'probabilistic_sampler',
    'redaction',
    'resource',
    'resource_detection',
    'span',
    'tail_sampling',
    'transform',
  ],
  connectors: ['forward', 'span_metrics', 'count', 'signal_to_metrics'],
  exporters: [
    'debug',
    'nop',
    'otlp_grpc',
    'otlp_http',
    'prometheus',
    'prometheus_remote_write',
    'file',
    'kafka',
  ],
  extensions: [
    'zpages',
    'health_check',
    'healthcheckv2',
    'bearertokenauth',
    'basicauth',
    'file_storage',
    'pprof',
  ],
};

export const isJudged = (kind: ComponentKind, type: string): boolean => JUDGED[kind].includes(type);
