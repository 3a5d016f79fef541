import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'connector/spanmetricsconnector.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/connector/spanmetricsconnector/connector.go',
  good: 'connectors: { span_metrics: { metrics_flush_interval: 15s } }',
  bad: 'connectors: { span_metrics: { metrics_flush_interval: 0s } }',
  *check(view) {
    const interval = view.at('metrics_flush_interval');
    const isNull = interval.node?.kind === 'scalar' && interval.node.value === null;
    if (
      interval.node &&
      !(isNull && !interval.node.isExpanded) &&
      view.number('metrics_flush_interval') === 0
    )
      yield view.fault('is 0, which the Collector does not survive; expected more', 'metrics_flush_interval');
  },
};
