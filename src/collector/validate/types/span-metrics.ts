import { checkDimensions } from '../dimensions.ts';
import type { TypeRule } from '../type-rule.ts';

const DELTA = 'AGGREGATION_TEMPORALITY_DELTA';

export const rule: TypeRule = {
  type: 'connector/spanmetricsconnector.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/connector/spanmetricsconnector/config.go',
  good: 'connectors: { span_metrics: { dimensions: [{ name: http.route }], histogram: { explicit: { buckets: [10ms] } } } }',
  bad: 'connectors: { span_metrics: { dimensions: [{ name: http.route }, { name: http.route }] } }',
  *check(view) {
    yield* checkDimensions(view, 'dimensions');
    yield* checkDimensions(view, 'calls_dimensions');
    yield* checkDimensions(view, 'histogram', 'dimensions');
    if (view.flag('events', 'enabled')) {
      if (view.items('events', 'dimensions').length === 0)
        yield view.fault('is empty; expected the attributes of events', 'events', 'dimensions');
      yield* checkDimensions(view, 'events', 'dimensions');
    }
    if (view.has('histogram', 'explicit') && view.has('histogram', 'exponential'))
      yield view.fault('has explicit and exponential; expected one of them', 'histogram');
    for (const key of [
      'metrics_flush_interval',
      'metrics_expiration',
      'series_expiration',
      'aggregation_cardinality_limit',
    ])
      if (view.number(key) < 0) yield view.fault('is negative; expected 0 or more', key);
    const cache = view.at('metric_timestamp_cache_size');
    if (
      view.text('aggregation_temporality') === DELTA &&
      cache.node &&
      view.number('metric_timestamp_cache_size') <= 0
    )
      yield view.fault('expected more than 0', 'metric_timestamp_cache_size');
    if (view.flag('exemplars', 'enabled') && view.number('exemplars', 'max_per_data_point') < 0)
      yield view.fault('is negative; expected 0 or more', 'exemplars', 'max_per_data_point');
  },
};
