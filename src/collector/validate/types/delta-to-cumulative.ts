import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/deltatocumulativeprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/deltatocumulativeprocessor/config.go',
  good: 'processors: { deltatocumulative: { max_stale: 5m } }',
  bad: 'processors: { deltatocumulative: { max_stale: 0s } }',
  *check(view) {
    if (view.number('max_stale') <= 0) yield view.fault('expected more than 0', 'max_stale');
    if (view.number('max_streams') < 0) yield view.fault('is negative; expected 0 or more', 'max_streams');
  },
};
