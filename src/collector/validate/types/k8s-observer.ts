import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'extension/observer/k8sobserver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/extension/observer/k8sobserver/config.go',
  good: 'extensions: { k8s_observer: { observe_nodes: true } }',
  bad: 'extensions: { k8s_observer: { observe_pods: false } }',
  *check(view) {
    const keys = ['observe_pods', 'observe_nodes', 'observe_services', 'observe_ingresses'];
    if (!keys.some((key) => view.flag(key)))
      yield view.fault(`observes nothing; expected true for one of ${keys.join(', ')}`);
  },
};
