import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/mongodbreceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/receiver/mongodbreceiver/config.go',
  good: 'receivers: { mongodb: { hosts: [{ endpoint: "localhost:27017" }], username: a, password: b } }',
  bad: 'receivers: { mongodb: { username: a } }',
  *check(view) {
    const hosts = view.items('hosts');
    if (hosts.length === 0) yield view.fault('has no hosts; expected at least one', 'hosts');
    for (const [index, host] of hosts.entries())
      if (host.text('endpoint') === '')
        yield view.fault('has no endpoint; expected host:port', 'hosts', index);
    const [hasName, hasPassword] = [view.text('username') !== '', view.text('password') !== ''];
    if (hasName !== hasPassword)
      yield view.fault('stands alone; expected username and password', hasName ? 'username' : 'password');
  },
};
