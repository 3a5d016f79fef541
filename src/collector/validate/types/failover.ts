import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'connector/failoverconnector.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/connector/failoverconnector/config.go',
  good: 'connectors: { failover: { priority_levels: [[traces/out], [traces/out]] } }\nservice: { pipelines: { traces/in: { receivers: [otlp/source], exporters: [failover] }, traces/out: { receivers: [failover], exporters: [nop/sink] } } }',
  bad: 'connectors: { failover: { retry_interval: 10m } }',
  *check(view) {
    if (view.items('priority_levels').length === 0)
      yield view.fault('is missing; expected lists of pipelines, the first one first', 'priority_levels');
    if (view.number('retry_interval') <= 0) yield view.fault('is not positive', 'retry_interval');
  },
};
