import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/prometheusreceiver.PromConfig',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/prometheusreceiver/config.go',
  good: 'receivers: { prometheus: { config: { scrape_configs: [{ job_name: a, consul_sd_configs: [{ server: "a:8500", basic_auth: { username: b, password: c } }] }] } } }',
  bad: 'receivers: { prometheus: { config: { scrape_configs: [{ job_name: a, consul_sd_configs: [{ server: "a:8500", username: b, password: c }] }] } } }',
  *check(view) {
    // The receiver reads the configuration a second time, and then there is basic_auth beside the name.
    for (const [index, scrape] of view.items('scrape_configs').entries())
      for (const [at, discovery] of scrape.items('consul_sd_configs').entries())
        for (const key of ['username', 'password'])
          if (discovery.text(key) !== '')
            yield view.fault(
              'is not accepted by the receiver; expected basic_auth',
              'scrape_configs',
              index,
              'consul_sd_configs',
              at,
              key,
            );
  },
};
