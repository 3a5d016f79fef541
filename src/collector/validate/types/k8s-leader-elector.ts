import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'extension/k8sleaderelector.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/extension/k8sleaderelector/config.go',
  good: 'extensions: { k8s_leader_elector: { lease_name: a, lease_namespace: b } }',
  bad: 'extensions: { k8s_leader_elector: { lease_name: a } }',
  *check(view) {
    for (const key of ['lease_name', 'lease_namespace'])
      if (view.text(key) === '') yield view.fault('is missing', key);
  },
};
