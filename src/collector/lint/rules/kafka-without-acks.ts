import { componentsOf, effective, placeOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { contribSource } from '../sources.ts';

export const rule: LintRule = {
  id: 'kafka-without-acks',
  severity: 'warning',
  source: contribSource('exporter/kafkaexporter'),
  summary: 'Kafka says that it has what it was sent',
  why: 'With required_acks 0 nobody notices that a broker did not take a message, so nothing is sent again.',
  good: `exporters: { kafka: { producer: { required_acks: -1 }, sending_queue: { storage: file_storage } } }
service: { pipelines: { traces: { exporters: [kafka] } } }`,
  bad: `exporters:
  kafka:
    producer:
      required_acks: 0 # here
service: { pipelines: { traces: { exporters: [kafka] } } }
`,
  fixed: `exporters:
  kafka:
    producer:
      required_acks: -1 # here
service: { pipelines: { traces: { exporters: [kafka] } } }
`,
  *check(context) {
    for (const exporter of componentsOf(context, 'exporters', 'kafka')) {
      const key = ['producer', 'required_acks'];
      if (exporter.pipelines.length === 0 || effective(exporter, key) !== 0) continue;
      const path = [...exporter.path, ...key];
      yield {
        place: placeOf(exporter, key),
        path,
        message: 'what a broker does not take is lost in silence; use 1, or -1 for all replicas',
        fix: [{ do: 'set', path, value: '-1' }],
      };
    }
  },
};
