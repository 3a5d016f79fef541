import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/k8sclusterreceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/receiver/k8sclusterreceiver/config.go',
  good: 'receivers: { k8s_cluster: { distribution: openshift } }',
  bad: 'receivers: { k8s_cluster: { distribution: k3s } }',
  *check(view) {
    if (!['openshift', 'kubernetes'].includes(view.text('distribution')))
      yield view.fault('expected openshift or kubernetes', 'distribution');
  },
};
