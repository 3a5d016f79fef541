import { scrapedMetrics } from './scraped-metric.ts';

const metric = scrapedMetrics('Collector', 'https://opentelemetry.io/docs/collector/internal-telemetry/');

const exporter = (name: string, description: string, when?: string) =>
  metric(`otelcol_exporter_${name}_total`, 'counter', { unit: '1', description, ...(when && { when }) }, [
    'exporter',
  ]);

const receiver = (name: string, description: string) =>
  metric(`otelcol_receiver_${name}_total`, 'counter', { unit: '1', description }, ['receiver', 'transport']);

const limiter = (name: string, description: string, when?: string) =>
  metric(
    `otelcol_processor_memory_limiter_${name}_total`,
    'counter',
    { unit: '1', description, ...(when && { when }) },
    ['processor'],
  );

const FAILED = 'a backend refused data or stayed away';
const FULL = 'a queue was full';
const SHORT = 'memory was short';

/** The Collector of itself: what came in, what went out, what waits and what was lost. */
export const COLLECTOR = {
  acceptedSpans: receiver('accepted_spans', 'Spans that were taken.'),
  acceptedMetricPoints: receiver('accepted_metric_points', 'Data points that were taken.'),
  acceptedLogRecords: receiver('accepted_log_records', 'Log records that were taken.'),
  refusedSpans: receiver('refused_spans', 'Spans that were turned away; the SDK keeps them for a while.'),
  refusedMetricPoints: receiver('refused_metric_points', 'Data points that were turned away.'),
  refusedLogRecords: receiver('refused_log_records', 'Log records that were turned away.'),
  failedSpans: receiver('failed_spans', 'Spans that failed inside of the Collector.'),
  failedMetricPoints: receiver('failed_metric_points', 'Data points that failed inside of the Collector.'),
  failedLogRecords: receiver('failed_log_records', 'Log records that failed inside of the Collector.'),
  processorIncomingItems: metric(
    'otelcol_processor_incoming_items_total',
    'counter',
    { unit: '1', description: 'What a processor got.' },
    ['processor', 'otel_signal'],
  ),
  processorOutgoingItems: metric(
    'otelcol_processor_outgoing_items_total',
    'counter',
    { unit: '1', description: 'What a processor passed on.' },
    ['processor', 'otel_signal'],
  ),
  webSeriesPoints: metric(
    'otelcol_deltatocumulative_datapoints_total',
    'counter',
    {
      unit: '1',
      description: 'Data points of metrics of pages; with `error`, those that were dropped.',
      when: 'pages send data',
    },
    ['error'],
  ),
  limiterAcceptedSpans: limiter('accepted_spans', 'Spans for which there was memory.'),
  limiterAcceptedMetricPoints: limiter('accepted_metric_points', 'Data points for which there was memory.'),
  limiterAcceptedLogRecords: limiter('accepted_log_records', 'Log records for which there was memory.'),
  limiterRefusedSpans: limiter('refused_spans', 'Spans for which there was no memory.', SHORT),
  limiterRefusedMetricPoints: limiter(
    'refused_metric_points',
    'Data points for which there was no memory.',
    SHORT,
  ),
  limiterRefusedLogRecords: limiter(
    'refused_log_records',
    'Log records for which there was no memory.',
    SHORT,
  ),
  sentSpans: exporter('sent_spans', 'Spans that a backend has taken.'),
  sentMetricPoints: exporter('sent_metric_points', 'Data points that a backend has taken.'),
  sentLogRecords: exporter('sent_log_records', 'Log records that a backend has taken.'),
  sendFailedSpans: exporter('send_failed_spans', 'Spans that were given up.', FAILED),
  sendFailedMetricPoints: exporter('send_failed_metric_points', 'Data points that were given up.', FAILED),
  sendFailedLogRecords: exporter('send_failed_log_records', 'Log records that were given up.', FAILED),
  enqueueFailedSpans: exporter('enqueue_failed_spans', 'Spans that the queue had no room for.', FULL),
  enqueueFailedMetricPoints: exporter(
    'enqueue_failed_metric_points',
    'Data points that the queue had no room for.',
    FULL,
  ),
  enqueueFailedLogRecords: exporter(
    'enqueue_failed_log_records',
    'Log records that the queue had no room for.',
    FULL,
  ),
  queueSize: metric(
    'otelcol_exporter_queue_size',
    'gauge',
    { unit: '1', description: 'What waits in the queue of an exporter.' },
    ['exporter', 'data_type'],
  ),
  queueCapacity: metric(
    'otelcol_exporter_queue_capacity',
    'gauge',
    { unit: '1', description: 'What the queue of an exporter can hold.' },
    ['exporter', 'data_type'],
  ),
  inFlightRequests: metric(
    'otelcol_exporter_in_flight_requests',
    'gauge',
    { unit: '1', description: 'Requests of an exporter that wait for an answer.' },
    ['exporter', 'data_type'],
  ),
  collectorCpuSeconds: metric('otelcol_process_cpu_seconds_total', 'counter', {
    unit: 's',
    description: 'Processor time that the Collector has used.',
  }),
  collectorMemory: metric('otelcol_process_memory_rss_bytes', 'gauge', {
    unit: 'By',
    description: 'Memory of the machine that the Collector takes.',
  }),
  collectorHeap: metric('otelcol_process_runtime_heap_alloc_bytes', 'gauge', {
    unit: 'By',
    description: 'What is in the Collector’s heap.',
  }),
  collectorAllocated: metric('otelcol_process_runtime_total_alloc_bytes_total', 'counter', {
    unit: 'By',
    description: 'What the Collector has allocated since it started.',
  }),
  collectorSystemMemory: metric('otelcol_process_runtime_total_sys_memory_bytes', 'gauge', {
    unit: 'By',
    description: 'What the Collector’s runtime got from the system.',
  }),
  collectorUptime: metric('otelcol_process_uptime_seconds_total', 'counter', {
    unit: 's',
    description: 'How long the Collector has been running.',
  }),
  batchSendSize: metric(
    'otelcol_processor_batch_batch_send_size',
    'histogram',
    { unit: '1', description: 'How large batches were.', when: 'a batch processor is in use' },
    ['processor'],
  ),
} as const;
