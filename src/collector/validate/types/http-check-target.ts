import { isRequestUri } from '../../go/address.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/httpcheckreceiver.targetConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/receiver/httpcheckreceiver/config.go',
  good: 'receivers: { http_check: { targets: [{ endpoint: "https://example.org", method: GET }] } }',
  bad: 'receivers: { http_check: { targets: [{ endpoint: example.org }] } }',
  *check(view) {
    const endpoint = view.text('endpoint');
    if (endpoint === '' && view.items('endpoints').length === 0)
      yield view.fault('has no endpoint; expected the URL that is to be checked');
    if (endpoint !== '' && !isRequestUri(endpoint))
      yield view.fault(`"${endpoint}" is no URL; expected one such as https://example.org`, 'endpoint');
    for (const [index, url] of view.texts('endpoints').entries())
      if (!isRequestUri(url))
        yield view.fault(`"${url}" is no URL; expected one such as https://example.org`, 'endpoints', index);
  },
};
