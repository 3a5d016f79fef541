import { checkScrapes } from '../scrape.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/prometheusreceiver.PromConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/prometheusreceiver/config.go',
  good: 'receivers: { prometheus: { config: { scrape_configs: [{ job_name: a, scrape_interval: 10s, static_configs: [{ targets: ["a:1"] }] }] } } }',
  bad: 'receivers: { prometheus: { config: { scrape_configs: [{ scrape_interval: 10s, static_configs: [{ targets: ["a:1"] }] }] } } }',
  *check(view) {
    for (const key of ['remote_write', 'remote_read', 'rule_files'])
      if (view.items(key).length > 0) yield view.fault('is not supported by the receiver', key);
    for (const key of ['alert_relabel_configs', 'alertmanagers'])
      if (view.items('alerting', key).length > 0)
        yield view.fault('is not supported by the receiver', 'alerting', key);
    yield* checkScrapes(view);
  },
};
