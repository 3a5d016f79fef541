import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/kubeletstatsreceiver.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/internal/kubelet/client.go',
  good: 'receivers: { kubelet_stats: { auth_type: none, endpoint: "localhost:10255" } }',
  bad: 'receivers: { kubelet_stats: { collection_interval: 20s } }',
  *check(view) {
    if (!['', 'tls'].includes(view.text('auth_type'))) return;
    for (const key of ['ca_file', 'cert_file', 'key_file'])
      if (view.text(key) === '') yield view.fault('is missing; auth_type: tls needs it', key);
  },
};
