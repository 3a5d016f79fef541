import { isUrl } from '../../go/address.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/elasticsearchreceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/receiver/elasticsearchreceiver/config.go',
  good: 'receivers: { elasticsearch: { endpoint: "http://localhost:9200", username: a, password: b } }',
  bad: 'receivers: { elasticsearch: { endpoint: "localhost:9200" } }',
  *check(view) {
    const [hasName, hasPassword] = [view.text('username') !== '', view.text('password') !== ''];
    if (hasName !== hasPassword)
      yield view.fault('stands alone; expected username and password', hasName ? 'username' : 'password');
    const url = view.text('endpoint');
    if (!/^https?:/i.test(url) || !isUrl(url))
      yield view.fault('expected a URL that begins with http:// or https://', 'endpoint');
  },
};
