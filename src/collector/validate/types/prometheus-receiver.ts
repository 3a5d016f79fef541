import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/prometheusreceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/prometheusreceiver/config.go',
  good: 'receivers: { prometheus: { config: { scrape_configs: [{ job_name: a, static_configs: [{ targets: ["a:1"] }] }] } } }',
  bad: 'receivers: { prometheus: { config: {} } }',
  *check(view) {
    const count =
      view.items('config', 'scrape_configs').length + view.items('config', 'scrape_config_files').length;
    if (count === 0 && !view.has('target_allocator'))
      yield view.fault('has nothing to scrape; expected config.scrape_configs or target_allocator');
  },
};
