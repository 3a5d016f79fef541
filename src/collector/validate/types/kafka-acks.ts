import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'pkg/kafka/configkafka.RequiredAcks',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/kafka/configkafka/config.go',
  good: 'exporters: { kafka: { producer: { required_acks: 1 } } }',
  bad: 'exporters: { kafka: { producer: { required_acks: 2 } } }',
  *check(view) {
    if (Math.abs(view.number()) > 1) yield view.fault('expected all (-1), 0 or 1');
  },
};
