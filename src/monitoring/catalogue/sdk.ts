import { sdkMetrics } from './sdk-metric.ts';

const metric = sdkMetrics('https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/');

const COMPONENT = ['otel.component.name', 'otel.component.type', 'error.type'] as const;

const processed = (part: string, unit: string, description: string) =>
  metric(`otel.sdk.processor.${part}.processed`, 'counter', { unit, description }, COMPONENT);

const exported = (part: string, unit: string, description: string, when?: string) =>
  metric(`otel.sdk.exporter.${part}.exported`, 'counter', { unit, description, ...(when && { when }) }, [
    ...COMPONENT,
    'server.address',
    'server.port',
  ]);

/** What the SDK says of itself; what has an `error_type` was lost. */
export const SDK = {
  sdkSpansProcessed: processed('span', '{span}', 'Spans given to an exporter, or dropped before.'),
  sdkLogsProcessed: processed('log', '{log_record}', 'Log records given to an exporter, or dropped before.'),
  sdkSpansExported: exported('span', '{span}', 'Spans that the Collector has taken, or that were lost.'),
  sdkLogsExported: exported(
    'log',
    '{log_record}',
    'Log records that the Collector has taken, or that were lost.',
  ),
  sdkMetricPointsExported: exported(
    'metric_data_point',
    '{data_point}',
    'Data points that the Collector has taken, or that were lost.',
    'there was an export of metrics before',
  ),
  sdkSpansDropped: metric(
    'binnacle.spans.dropped',
    'counter',
    { unit: '{span}', description: 'Spans that limits of traces left out.', when: 'a limit was reached' },
    ['binnacle.reason'],
  ),
} as const;
