import type { TypeRule } from '../type-rule.ts';

const VERSION = /^v?(?:0\.(?:8|9|10|11)|1\.[01]|2\.[0-8]|3\.\d|4\.\d)(?:\.\d+){0,2}$/;

export const rule: TypeRule = {
  type: 'pkg/kafka/configkafka.ClientConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/kafka/configkafka/config.go',
  good: 'exporters: { kafka: { brokers: ["a:9092"], protocol_version: 2.1.0 } }',
  bad: 'exporters: { kafka: { brokers: [], protocol_version: 2.1.0 } }',
  *check(view) {
    if (view.items('brokers').length === 0)
      yield view.fault('is empty; expected host:port of a broker', 'brokers');
    const version = view.text('protocol_version');
    if (version !== '' && !VERSION.test(version))
      yield view.fault(`"${version}" is no version of Kafka, such as 3.6.0`, 'protocol_version');
    if (view.number('conn_idle_timeout') <= 0) yield view.fault('expected more than 0', 'conn_idle_timeout');
  },
};
