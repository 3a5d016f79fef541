import { isUrl } from '../../go/address.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/rabbitmqreceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/receiver/rabbitmqreceiver/config.go',
  good: 'receivers: { rabbitmq: { endpoint: "http://localhost:15672", username: a, password: b } }',
  bad: 'receivers: { rabbitmq: { username: a } }',
  *check(view) {
    for (const key of ['username', 'password'])
      if (view.text(key) === '') yield view.fault('is missing', key);
    if (!isUrl(view.text('endpoint')))
      yield view.fault('is no URL; expected one such as http://localhost:15672', 'endpoint');
  },
};
