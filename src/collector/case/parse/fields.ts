import type { CaseSignal } from '../case.ts';

/** Where telemetry comes from: the same for all signals. */
const ORIGIN = ['service', 'resource', 'scope', 'scope_version', 'scope_attributes'] as const;

const POINT = ['attributes', 'value', 'count', 'sum', 'min', 'max', 'bounds', 'buckets'] as const;

/** What an item of each signal has, sent and received. */
export const FIELDS: Readonly<Record<CaseSignal, readonly string[]>> = {
  traces: [
    ...ORIGIN,
    'name',
    'kind',
    'trace',
    'id',
    'parent',
    'trace_state',
    'start',
    'duration',
    'status',
    'status_message',
    'attributes',
    'events',
    'links',
  ],
  metrics: [...ORIGIN, 'name', 'description', 'unit', 'type', 'temporality', 'monotonic', ...POINT],
  logs: [...ORIGIN, 'body', 'severity', 'severity_text', 'event', 'attributes', 'trace', 'span'],
};

/** What only what is sent can have. */
export const INPUT_FIELDS: Readonly<Record<CaseSignal, readonly string[]>> = {
  traces: ['children', 'repeat'],
  metrics: ['points'],
  logs: ['repeat'],
};

/** What only what is received can have. */
export const OUTPUT_FIELDS: Readonly<Record<CaseSignal, readonly string[]>> = {
  traces: [],
  metrics: ['exemplars', 'scale', 'zero_count', 'positive', 'negative', 'quantiles'],
  logs: [],
};

export const POINT_FIELDS: readonly string[] = POINT;

export const SPAN_KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
export const STATUSES = ['unset', 'ok', 'error'] as const;
export const METRIC_TYPES = ['gauge', 'sum', 'histogram', 'exponential_histogram', 'summary'] as const;
export const TEMPORALITIES = ['unspecified', 'delta', 'cumulative'] as const;

/** https://opentelemetry.io/docs/specs/otel/logs/data-model/#displaying-severity */
export const SEVERITIES: readonly string[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'].flatMap(
  (name) => [name, `${name}2`, `${name}3`, `${name}4`],
);
