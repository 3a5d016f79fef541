import type { TypeRule } from '../type-rule.ts';

const KEYS = ['sticky_key', 'round_robin', 'least_backup', 'extension'];

export const rule: TypeRule = {
  type: 'exporter/kafkaexporter.RecordPartitionerConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/kafkaexporter/config.go',
  good: 'exporters: { kafka: { record_partitioner: { round_robin: {} } } }',
  bad: 'exporters: { kafka: { record_partitioner: { round_robin: {}, least_backup: {} } } }',
  *check(view) {
    const { node } = view;
    if (node?.kind !== 'map' || node.entries.size === 0) return;
    const given = KEYS.filter((key) => view.at(key).node && view.has(key));
    if (given.length > 1) yield view.fault(`has ${given.join(' and ')}; expected one of them`);
    if (given.length === 0) yield view.fault(`is empty; expected one of ${KEYS.join(', ')}`);
  },
};
