import { checkScrapeTls } from '../scrape-tls.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'github.com/prometheus/common/config.TLSConfig',
  when: 'validated',
  source: 'https://github.com/prometheus/common/blob/v0.69.0/config/http_config.go',
  good: 'receivers: { prometheus: { config: { scrape_configs: [{ job_name: a, tls_config: { cert_file: a.pem, key_file: b.pem } }] } } }',
  bad: 'receivers: { prometheus: { config: { scrape_configs: [{ job_name: a, tls_config: { cert_file: a.pem } }] } } }',
  check: checkScrapeTls,
};
