import type { TypeRule } from '../type-rule.ts';

const TYPES = ['none', 'serviceAccount', 'kubeConfig', 'tls'];

export const rule: TypeRule = {
  type: 'internal/k8sconfig.APIConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/internal/k8sconfig/config.go',
  good: 'processors: { k8s_attributes: { auth_type: kubeConfig } }',
  bad: 'processors: { k8s_attributes: { auth_type: token } }',
  *check(view) {
    const type = view.text('auth_type');
    if (!TYPES.includes(type))
      yield view.fault(`"${type}" is not known; expected ${TYPES.join(', ')}`, 'auth_type');
    for (const key of ['kube_api_qps', 'kube_api_burst'])
      if (view.number(key) < 0) yield view.fault('is negative; expected 0 or more', key);
  },
};
