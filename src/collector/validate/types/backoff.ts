import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'config/configretry.BackOffConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/configretry/backoff.go',
  good: 'exporters: { otlp_grpc: { endpoint: "a:1", retry_on_failure: { max_interval: 30s, max_elapsed_time: 60s } } }',
  bad: 'exporters: { otlp_grpc: { endpoint: "a:1", retry_on_failure: { max_interval: 30s, max_elapsed_time: 10s } } }',
  *check(view) {
    if (!view.flag('enabled')) return;
    for (const key of ['initial_interval', 'multiplier', 'max_interval', 'max_elapsed_time'])
      if (view.number(key) < 0) yield view.fault('is negative; expected 0 or more', key);
    const factor = view.number('randomization_factor');
    if (factor < 0 || factor > 1) yield view.fault('expected a number from 0 to 1', 'randomization_factor');
    const longest = view.number('max_elapsed_time');
    if (longest <= 0) return;
    for (const key of ['initial_interval', 'max_interval'])
      if (longest < view.number(key)) yield view.fault(`is shorter than ${key}`, 'max_elapsed_time');
  },
};
