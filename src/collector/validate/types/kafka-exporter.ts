import type { TypeRule } from '../type-rule.ts';

const MESSAGE_KEY = 'message_key_from_metadata_key';

export const rule: TypeRule = {
  type: 'exporter/kafkaexporter.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/kafkaexporter/config.go',
  good: 'exporters: { kafka: { partition_logs_by_trace_id: true } }',
  bad: 'exporters: { kafka: { partition_logs_by_trace_id: true, partition_logs_by_resource_attributes: true } }',
  *check(view) {
    const byTrace = view.flag('partition_logs_by_trace_id');
    const byResource = view.flag('partition_logs_by_resource_attributes');
    if (byTrace && byResource)
      yield view.fault('stands beside partition_logs_by_trace_id', 'partition_logs_by_resource_attributes');
    const partitioned: Record<string, boolean> = {
      traces: view.flag('partition_traces_by_id'),
      metrics: view.flag('partition_metrics_by_resource_attributes'),
      logs: byTrace || byResource,
    };
    for (const [signal, isPartitioned] of Object.entries(partitioned))
      if (isPartitioned && view.text(signal, MESSAGE_KEY) !== '')
        yield view.fault('is not possible with partitions by content', signal, MESSAGE_KEY);
    if (!view.has('sending_queue') || !view.has('sending_queue', 'batch')) return;
    const keys = view.texts('sending_queue', 'batch', 'partition', 'metadata_keys');
    const message = 'is not in sending_queue.batch.partition.metadata_keys';
    for (const [index, key] of view.texts('include_metadata_keys').entries())
      if (!keys.includes(key)) yield view.fault(`"${key}" ${message}`, 'include_metadata_keys', index);
    for (const signal of ['traces', 'metrics', 'logs', 'profiles'])
      for (const key of [MESSAGE_KEY, 'topic_from_metadata_key']) {
        const text = view.text(signal, key);
        if (text !== '' && !keys.includes(text)) yield view.fault(`"${text}" ${message}`, signal, key);
      }
  },
};
