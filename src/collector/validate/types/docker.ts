import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'internal/docker.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/internal/docker/config.go',
  good: 'receivers: { docker_stats: { endpoint: "unix:///var/run/docker.sock" } }',
  bad: 'receivers: { docker_stats: { endpoint: "" } }',
  *check(view) {
    if (view.text('endpoint') === '')
      yield view.fault('is empty; expected an address such as unix:///var/run/docker.sock', 'endpoint');
  },
};
