import { dockerVersionFault } from '../docker-version.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/dockerstatsreceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/receiver/dockerstatsreceiver/config.go',
  good: 'receivers: { docker_stats: { api_version: "1.44" } }',
  bad: 'receivers: { docker_stats: { api_version: "1.12" } }',
  *check(view) {
    const fault = dockerVersionFault(view.text('api_version'), '1.25');
    if (fault) yield view.fault(fault, 'api_version');
  },
};
