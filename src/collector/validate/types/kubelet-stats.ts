import type { TypeRule } from '../type-rule.ts';

const UTILIZATIONS = [
  'k8s.container.cpu.node.utilization',
  'k8s.pod.cpu.node.utilization',
  'k8s.container.memory.node.utilization',
  'k8s.pod.memory.node.utilization',
];

export const rule: TypeRule = {
  type: 'receiver/kubeletstatsreceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/kubeletstatsreceiver/config.go',
  good: 'receivers: { kubelet_stats: { auth_type: none, node: a, metrics: { k8s.pod.cpu.node.utilization: { enabled: true } } } }',
  bad: 'receivers: { kubelet_stats: { auth_type: none, metrics: { k8s.pod.cpu.node.utilization: { enabled: true } } } }',
  *check(view) {
    if (view.text('node') !== '') return;
    for (const key of UTILIZATIONS)
      if (view.flag('metrics', key, 'enabled')) yield view.fault('needs the key node', 'metrics', key);
  },
};
