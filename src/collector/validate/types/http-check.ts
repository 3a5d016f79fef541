import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/httpcheckreceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/receiver/httpcheckreceiver/config.go',
  good: 'receivers: { http_check: { targets: [{ endpoints: ["https://example.org"] }] } }',
  bad: 'receivers: { http_check: { collection_interval: 30s } }',
  *check(view) {
    if (view.items('targets').length === 0)
      yield view.fault('has no targets; expected at least one with an endpoint', 'targets');
  },
};
