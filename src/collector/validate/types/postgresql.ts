import { parseAddress } from '../../go/address.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/postgresqlreceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/receiver/postgresqlreceiver/config.go',
  good: 'receivers: { postgresql: { endpoint: "localhost:5432", username: a, password: b } }',
  bad: 'receivers: { postgresql: { endpoint: "localhost:5432", username: a } }',
  *check(view) {
    for (const key of ['username', 'password'])
      if (view.text(key) === '') yield view.fault('is missing', key);
    for (const key of ['server_name_override', 'max_version', 'min_version'])
      if (view.text('tls', key) !== '') yield view.fault('is not supported here', 'tls', key);
    const transport = view.text('transport');
    if (transport !== 'tcp' && transport !== 'unix') yield view.fault('expected tcp or unix', 'transport');
    else if ('fault' in parseAddress(view.text('endpoint')))
      yield view.fault('expected host:port', 'endpoint');
  },
};
