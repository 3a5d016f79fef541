import { isRequestUri } from '../../go/address.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'config/confighttp.ClientConfig',
  when: 'started',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/confighttp/client.go',
  good: 'exporters: { otlp_http: { endpoint: "http://a:4318", proxy_url: "http://proxy:3128" } }',
  bad: 'exporters: { otlp_http: { endpoint: "http://a:4318", proxy_url: proxy } }',
  *check(view) {
    const url = view.text('proxy_url');
    if (url !== '' && !isRequestUri(url))
      yield view.fault(`"${url}" is no URL; expected one such as http://proxy:3128`, 'proxy_url');
  },
};
