import { duplicateKeys } from '../duplicates.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'exporter/exporterhelper/internal/queuebatch.PartitionConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/exporterhelper/internal/queuebatch/config.go',
  good: 'exporters: { otlp_grpc: { endpoint: "a:1", sending_queue: { batch: { partition: { metadata_keys: [a, b] } } } } }',
  bad: 'exporters: { otlp_grpc: { endpoint: "a:1", sending_queue: { batch: { partition: { metadata_keys: [a, A] } } } } }',
  *check(view) {
    yield* duplicateKeys(view, 'metadata_keys');
  },
};
