import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'connector/servicegraphconnector.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/connector/servicegraphconnector/config.go',
  good: 'connectors: { service_graph: { latency_histogram_buckets: [100ms] } }',
  bad: 'connectors: { service_graph: { latency_histogram_buckets: [100ms], exponential_histogram_max_size: 160 } }',
  *check(view) {
    const size = view.number('exponential_histogram_max_size');
    const hasBuckets = view.at('latency_histogram_buckets').node?.kind === 'list';
    if (!hasBuckets && size < 0) yield view.fault('is negative', 'exponential_histogram_max_size');
    if (hasBuckets && size > 0)
      yield view.fault(
        'stands beside latency_histogram_buckets; expected one of them',
        'exponential_histogram_max_size',
      );
  },
};
