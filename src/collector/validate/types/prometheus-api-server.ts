import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/prometheusreceiver.APIServer',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/prometheusreceiver/config.go',
  good: 'receivers: { prometheus: { api_server: { enabled: true, server_config: { endpoint: "localhost:9090" } }, config: { scrape_configs: [{ job_name: a }] } } }',
  bad: 'receivers: { prometheus: { api_server: { enabled: true, server_config: { endpoint: "" } }, config: { scrape_configs: [{ job_name: a }] } } }',
  *check(view) {
    if (view.flag('enabled') && view.text('server_config', 'endpoint') === '')
      yield view.fault('is missing; expected host:port', 'server_config', 'endpoint');
  },
};
