import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'exporter/kafkaexporter.StickyKeyPartitionerConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/kafkaexporter/config.go',
  good: 'exporters: { kafka: { record_partitioner: { sticky_key: { hasher: murmur2 } } } }',
  bad: 'exporters: { kafka: { record_partitioner: { sticky_key: { hasher: crc } } } }',
  *check(view) {
    // Where a partitioner is written, nothing is left of the default one.
    const hasher = view.node && !view.at('hasher').node ? '' : view.text('hasher');
    if (!['sarama_compat', 'murmur2'].includes(hasher))
      yield view.fault('expected sarama_compat or murmur2', 'hasher');
  },
};
