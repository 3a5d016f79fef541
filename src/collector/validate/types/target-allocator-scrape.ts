import { checkScrapeClient } from '../scrape-client.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/prometheusreceiver/internal/targetallocator.PromHTTPClientConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/prometheusreceiver/internal/targetallocator/config.go',
  good: 'receivers: { prometheus: { target_allocator: { endpoint: "http://a", interval: 30s, collector_id: one, http_scrape_config: { proxy_url: "http://p:1", no_proxy: a } } } }',
  bad: 'receivers: { prometheus: { target_allocator: { endpoint: "http://a", interval: 30s, collector_id: one, http_scrape_config: { no_proxy: a } } } }',
  check: checkScrapeClient,
};
