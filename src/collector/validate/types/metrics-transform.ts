import { checkTransform } from '../metrics-transform.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/metricstransformprocessor.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/metricstransformprocessor/factory.go',
  good: 'processors: { metrics_transform: { transforms: [{ include: a, action: update, new_name: b }] } }',
  bad: 'processors: { metrics_transform: { transforms: [{ include: a, action: insert }] } }',
  *check(view) {
    for (const transform of view.items('transforms'))
      for (const { at, message } of checkTransform(transform))
        yield { at: [...transform.path.slice(view.path.length), ...at], message };
  },
};
