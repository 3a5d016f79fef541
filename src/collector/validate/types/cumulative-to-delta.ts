import type { TypeRule } from '../type-rule.ts';

const TYPES = ['sum', 'histogram', 'exponentialhistogram'];

export const rule: TypeRule = {
  type: 'processor/cumulativetodeltaprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/cumulativetodeltaprocessor/config.go',
  good: 'processors: { cumulativetodelta: { include: { metrics: [a], match_type: strict } } }',
  bad: 'processors: { cumulativetodelta: { include: { metrics: [a] } } }',
  *check(view) {
    for (const key of ['include', 'exclude']) {
      const hasType = view.text(key, 'match_type') !== '';
      const hasMetrics = view.items(key, 'metrics').length > 0;
      if (hasMetrics && !hasType) yield view.fault('has no match_type; expected strict or regexp', key);
      if (hasType && !hasMetrics) yield view.fault('has match_type and no metrics', key);
      for (const [index, type] of view.texts(key, 'metric_types').entries())
        if (!TYPES.includes(type.toLowerCase()))
          yield view.fault(`expected one of ${TYPES.join(', ')}`, key, 'metric_types', index);
    }
  },
};
