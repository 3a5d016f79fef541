import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/transformprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/transformprocessor/config.go',
  good: 'processors: { transform: { trace_statements: [\'set(span.name, "a")\'] } }',
  bad: 'processors: { transform: { flatten_data: true } }',
  *check(view) {
    if (view.flag('flatten_data'))
      yield view.fault('needs the feature gate transform.flatten.logs', 'flatten_data');
  },
};
